import type { Agent, AgentsQuery } from '@livekit-dashboard/contracts';
import { preview, toAgent } from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import type { AgentRow } from '../entities/participant.entity';
import { Conditions } from '../sql/conditions';
import { EntityReader } from './entity-reader';
import { countUpToLimit, type Page, pageOf } from '../stream/list';
import { Order } from '../sql/order';
import { PageReader } from '../stream/slow-reader';

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
  constructor(private readonly pages: PageReader) {}

  /** Throws `BadCursorError`; rejects with the signal's reason once it is aborted. */
  list(query: AgentsQuery, signal: AbortSignal): Promise<Page<Agent>> {
    const place = NEWEST_FIRST.placeOf(query.cursor);
    return this.pages.read(signal, async (manager, asOf) => {
      const matching = new Conditions()
        .when('AGENT', (p) => `t.kind = ${p}`)
        .when(query.source, (p) => `t.source = ${p}`)
        .when(query.state, (p) => `t.state = ${p}`)
        .when(query.to && Date.parse(query.to), (p) => `${AT} < ${p}`)
        .when(
          query.from && Date.parse(query.from),
          // An agent that left in the millisecond of its join was present in it.
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
