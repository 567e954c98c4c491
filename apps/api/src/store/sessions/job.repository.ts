import type { Egress, EgressesQuery, EgressList, IngressesQuery, IngressList } from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import type { EgressRow } from '../entities/egress.entity';
import type { IngressRow } from '../entities/ingress.entity';
import { toEgress, toIngress } from '@livekit-dashboard/domain';
import { Conditions, containing } from '../sql/conditions';
import { EntityReader } from './entity-reader';
import { countUpToLimit, pageOf } from '../stream/list';
import { Order } from '../sql/order';
import { PageReader } from '../stream/slow-reader';

/**
 * A job that has neither a start nor an end is the newest. The expression of the indexes `egress_by_start` and
 * `ingress_by_start`.
 */
const STARTED = `coalesce(t.started_ms, t.ended_ms, ${Number.MAX_SAFE_INTEGER})`;
const startOf = ({ startedMs, endedMs }: EgressRow | IngressRow): number =>
  startedMs ?? endedMs ?? Number.MAX_SAFE_INTEGER;

const EGRESSES = new Order<EgressRow>(
  'egresses',
  [
    { sql: STARTED, type: 'bigint', of: startOf },
    { sql: 't.id', type: 'text', of: (row) => row.id },
    { sql: 't.source', type: 'text', of: (row) => row.source },
  ],
  true,
);
const INGRESSES = new Order<IngressRow>(
  'ingresses',
  [
    { sql: STARTED, type: 'bigint', of: startOf },
    { sql: 't.key', type: 'text', of: (row) => row.key },
    { sql: 't.source', type: 'text', of: (row) => row.source },
  ],
  true,
);

type Unserved<T> = Omit<T, 'serverTime'>;

/** Egresses and uses of ingresses, newest first. */
@Injectable()
export class JobRepository {
  constructor(private readonly pages: PageReader) {}

  /** Throws `BadCursorError`; rejects with the signal's reason once it is aborted. */
  egresses(query: EgressesQuery, signal: AbortSignal): Promise<Unserved<EgressList>> {
    const place = EGRESSES.placeOf(query.cursor);
    return this.pages.read(signal, async (manager, asOf) => {
      const matching = jobConditions(query)
        .when(query.kind, (p) => `t.kind = ${p}`)
        .when(query.q && containing(query.q), (p) =>
          hasPart(p, ['t.id', 't.room_name', 't.session_sid', 't.results::text', 't.manifest_location']),
        );
      const total = await countUpToLimit(manager, 'egress t', matching);
      EGRESSES.after(place, matching);
      const { where, parameters } = matching;
      const tail = `${EGRESSES.orderBy} LIMIT ${query.limit + 1}`;
      const page = pageOf(await new EntityReader(manager).egresses({ where, parameters, tail }), query.limit, EGRESSES);
      return { items: page.rows.map((row): Egress => toEgress(row)), nextCursor: page.nextCursor, total, ...asOf };
    });
  }

  /** As `egresses`. */
  ingresses(query: IngressesQuery, signal: AbortSignal): Promise<Unserved<IngressList>> {
    const place = INGRESSES.placeOf(query.cursor);
    return this.pages.read(signal, async (manager, asOf) => {
      const matching = jobConditions(query)
        .when(query.inputType, (p) => `t.input_type = ${p}`)
        .when(query.q && containing(query.q), (p) =>
          hasPart(p, ['t.id', 't.resource_id', 't.room_name', 't.session_sid']),
        );
      const total = await countUpToLimit(manager, 'ingress t', matching);
      INGRESSES.after(place, matching);
      const { where, parameters } = matching;
      const tail = `${INGRESSES.orderBy} LIMIT ${query.limit + 1}`;
      const page = pageOf(
        await new EntityReader(manager).ingresses({ where, parameters, tail }),
        query.limit,
        INGRESSES,
      );
      return { items: page.rows.map(toIngress), nextCursor: page.nextCursor, total, ...asOf };
    });
  }
}

const hasPart = (p: string, columns: readonly string[]): string =>
  columns.map((column) => `${column} ILIKE ${p}`).join(' OR ');

function jobConditions(query: EgressesQuery | IngressesQuery): Conditions {
  const { state, session, room, source, status, from, to } = query;
  const conditions = new Conditions()
    .when(session, (p) => `t.session_sid = ${p}`)
    .when(room, (p) => `t.room_name = ${p}`)
    .when(source, (p) => `t.source = ${p}`)
    .when(status?.split(','), (p) => `t.status = ANY (${p}::text[])`)
    .when(to && Date.parse(to), (p) => `${STARTED} < ${p}::bigint OR (t.started_ms IS NULL AND t.ended_ms IS NULL)`)
    .when(from && Date.parse(from), (p) => `t.ended_ms IS NULL OR t.ended_ms >= ${p}`);
  if (state !== undefined) conditions.add(`t.ended_ms IS ${state === 'active' ? '' : 'NOT '}NULL`);
  return conditions;
}
