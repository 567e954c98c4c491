import type { Agent, AgentsQuery } from '@livekit-dashboard/contracts';
import { preview } from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AgentRow, toAgent } from '../views';
import { Conditions } from './conditions';
import { EntityReader } from './entity-reader';
import { countUpToLimit, type Page, pageOf, readAtOnce } from './list';
import { Order } from './order';

const AT = 'coalesce(t.joined_ms, t.left_ms, 0)';
const NEWEST_FIRST = new Order<AgentRow>(
  'agents',
  [
    { sql: AT, type: 'bigint', of: (row) => row.joinedMs ?? row.leftMs ?? 0 },
    { sql: 't.sid', type: 'text', of: (row) => row.sid },
    { sql: 't.source', type: 'text', of: (row) => row.source },
  ],
  true,
);

/** Connections of kind AGENT, the newest first. */
@Injectable()
export class AgentRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Throws `BadCursorError`. */
  list(query: AgentsQuery): Promise<Page<Agent>> {
    const place = NEWEST_FIRST.placeOf(query.cursor);
    return readAtOnce(this.dataSource, async (manager, asOf) => {
      const matching = new Conditions()
        .when('AGENT', (p) => `t.kind = ${p}`)
        .when(query.state, (p) => `t.state = ${p}`)
        .when(query.to && Date.parse(query.to), (p) => `${AT} < ${p}`)
        .when(
          query.from && Date.parse(query.from),
          // One that left as it came was there at that moment.
          (p) => `t.left_ms IS NULL OR t.left_ms > ${p} OR (t.left_ms = ${AT} AND t.left_ms = ${p})`,
        );
      const total = await countUpToLimit(manager, 'participant t', matching);
      NEWEST_FIRST.after(place, matching);
      const { where, parameters } = matching;
      const tail = `${NEWEST_FIRST.orderBy} LIMIT ${query.limit + 1}`;
      const rows = await new EntityReader(manager).agents({ where, parameters, tail });
      const page = pageOf(rows, query.limit, NEWEST_FIRST);
      return { items: page.rows.map(toAgent).map(preview), nextCursor: page.nextCursor, total, ...asOf };
    });
  }
}
