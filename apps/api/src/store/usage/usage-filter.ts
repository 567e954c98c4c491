/** What usage is narrowed to, as SQL. Values reach SQL as numbered parameters, after the five that counting needs. */
import { searchable } from '../repositories/conditions';
import type { SpanFilter } from './spans';

export interface UsageFilters {
  readonly room?: string | undefined;
  readonly identity?: string | undefined;
  readonly agent?: string | undefined;
  readonly tenant?: string | undefined;
  readonly session?: string | undefined;
}

export interface FilterSql extends SpanFilter {
  /** Over the alias `s`. */
  readonly sessions: string;
  readonly values: readonly string[];
  /** Nothing is narrowed. */
  readonly whole: boolean;
}

/** Parameters of shares.ts. */
const BEFORE = 5;

export interface FilterNeeds {
  /** The field of a room's metadata that names its tenant; null: rooms have none. */
  readonly tenantKey?: string | null;
  /** Whether each row must tell its tenant. */
  readonly byTenant?: boolean;
  /** How many parameters come before the filter's. */
  readonly before?: number;
}

export function filterSql(filters: UsageFilters, needs: FilterNeeds = {}): FilterSql {
  const { tenantKey = null, byTenant = false, before = BEFORE } = needs;
  const values: string[] = [];
  const parameter = (value: string): string => `$${before + values.push(searchable(value))}`;
  const ofSession: string[] = [];
  const ofConnection: string[] = [];
  const { room, session, tenant, identity, agent } = filters;
  if (room !== undefined) ofSession.push(`s.name = ${parameter(room)}`);
  if (session !== undefined) ofSession.push(`s.sid = ${parameter(session)}`);
  if (tenant !== undefined) {
    const field = `s.metadata_fields @> ARRAY[${parameter(`${tenantKey}:${tenant}`)}::text]`;
    // The index has what ended; what has not is few.
    const either = `(s.state = 'ended' AND ${field} OR s.state = 'active' AND ${field})`;
    ofSession.push(tenantKey === null ? `false AND ${field}` : either);
  }
  if (identity !== undefined) ofConnection.push(`t.identity = ${parameter(identity)}`);
  if (agent !== undefined) ofConnection.push(`t.agent_name = ${parameter(agent)}`);
  const all = (...terms: string[]): string => terms.join(' AND ') || 'true';
  const among = `EXISTS (SELECT 1 FROM participant t
    WHERE t.source = s.source AND t.session_sid = s.sid AND t.state <> 'aborted' AND ${all(...ofConnection)})`;
  const someone = ofConnection.length > 0;
  return {
    connections: all(...ofSession, ...ofConnection),
    // An egress belongs to a room, and to nobody in it.
    jobs: someone ? 'false' : all(...ofSession),
    sessions: all(...ofSession, ...(someone ? [among] : [])),
    tenant: byTenant && tenantKey !== null ? tenantSql(parameter(`${tenantKey}:`)) : 'NULL::text',
    values,
    whole: ofSession.length === 0 && !someone,
  };
}

/** Metadata fields are kept as `field:value`. */
const tenantSql = (prefix: string): string => `(SELECT substr(field, length(${prefix}::text) + 1)
  FROM unnest(s.metadata_fields) AS field WHERE starts_with(field, ${prefix}::text) LIMIT 1)`;

export const EVERYTHING = filterSql({});
