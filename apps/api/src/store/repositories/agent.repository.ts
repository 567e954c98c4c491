import type { Agent, AgentsQuery } from '@livekit-dashboard/contracts';
import { preview } from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AgentRow, toAgent } from '../views';
import { Conditions } from './conditions';
import { decodeCursor } from './cursor';
import { EntityReader } from './entity-reader';
import { countUpToLimit, type Page, pageOf, readAtOnce } from './list';

const AT = 'coalesce(t.joined_ms, t.left_ms, 0)';
const atOf = (row: AgentRow): number => row.joinedMs ?? row.leftMs ?? 0;

/** Connections of kind AGENT, the newest first. */
@Injectable()
export class AgentRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Throws `BadCursorError`. */
  list(query: AgentsQuery): Promise<Page<Agent>> {
    const after = decodeCursor(query.cursor);
    return readAtOnce(this.dataSource, async (manager, asOf) => {
      const matching = new Conditions()
        .when('AGENT', (p) => `t.kind = ${p}`)
        .when(query.state, (p) => `t.state = ${p}`)
        .when(query.to && Date.parse(query.to), (p) => `${AT} < ${p}`)
        .when(query.from && Date.parse(query.from), (p) => `t.left_ms IS NULL OR t.left_ms > ${p}`);
      const total = await countUpToLimit(manager, 'participant t', matching);
      matching.when(after?.value, (p) => `(${AT}, t.sid) < (${p}, ${matching.parameter(after?.id)})`);
      const { where, parameters } = matching;
      const tail = `ORDER BY ${AT} DESC, t.sid DESC LIMIT ${query.limit + 1}`;
      const rows = await new EntityReader(manager).agents({ where, parameters, tail });
      const page = pageOf(rows, query.limit, (row) => ({ value: atOf(row), id: row.sid }));
      return { items: page.rows.map(toAgent).map(preview), nextCursor: page.nextCursor, total, ...asOf };
    });
  }
}
