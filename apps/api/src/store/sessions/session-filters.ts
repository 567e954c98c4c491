/** The filters of sessions that do not depend on the range; `session-arms.ts` adds the range. */
import { boundedAgentName } from '@livekit-dashboard/domain';
import { NO_LEAVE_REASON, type SessionFlag, type SessionsQuery } from '@livekit-dashboard/contracts';
import { boundedKey, sameText } from '../sql/bounded-key';
import { dropped, egressFailed, joinFailed, unattended } from './failures';
import { isPerson } from './persons';
import { Conditions } from '../sql/conditions';
import { sql, value } from '../sql/sql';
import { sessionsOfTenant } from './tenant-sql';
import { NAME } from './session-sorts';

/** SQL: the session has a connection for which the condition is true. */
const connection = (condition: string): string =>
  `EXISTS (SELECT 1 FROM participant p WHERE p.source = t.source AND p.session_sid = t.sid AND ${condition})`;

/** SQL: the session has an egress for which the condition is true. */
const egressOf = (condition: string): string =>
  `EXISTS (SELECT 1 FROM egress e WHERE e.source = t.source AND e.session_sid = t.sid AND ${condition})`;

const FLAGS: Readonly<Record<SessionFlag, string>> = {
  estimated: `t.end_reason IN ('superseded', 'reconciled', 'timeout')`,
  aborted: 't.aborted > 0',
  recorded: egressOf(`NOT ${egressFailed('e')} AND NOT e.end_estimated`),
};

export interface SessionKey {
  readonly source: string;
  readonly sid: string;
}

/**
 * `tenantKey`: the field that names a tenant; null: there are none. `found`: only these sessions, which
 * `session-search.ts` found.
 */
export function sessionFilters(
  query: SessionsQuery,
  tenantKey: string | null,
  found?: readonly SessionKey[],
): Conditions {
  const field = (p: string): string => `t.metadata_fields @> ARRAY[${p}]::text[]`;
  const flags = (query.flags?.split(',') ?? []) as SessionFlag[];
  const filters = new Conditions()
    .add(...flags.map((flag) => FLAGS[flag]))
    .when(found && JSON.stringify(found), (p) => amongKeys(p))
    .when(query.source, (p) => `t.source = ${p}`)
    .when(query.room, (p) => `${NAME} = ${boundedKey(p)}`)
    .when(query.identity, (p) => connection(sameText('p.identity', p)))
    .when(query.agent && boundedAgentName(query.agent), (p) => connection(`p.agent_name = ${p}`))
    .when(query.endReason, (p) => `t.end_reason = ${p}`)
    .when(query.metadata, field)
    .when(query.minDurationMs, (p) => `t.lasted_ms >= ${p}`)
    .when(query.maxDurationMs, (p) => `t.lasted_ms < ${p}`);
  return filters.add(...ofTenant(query, tenantKey, filters), ...happened(query, filters));
}

/** The room's metadata names the tenant, or names none and a participant's metadata does. */
function ofTenant({ tenant }: SessionsQuery, key: string | null, filters: Conditions): readonly string[] {
  if (tenant === undefined) return [];
  if (key === null) return ['false'];
  const keys = sessionsOfTenant(value(`${key}:${tenant}`, 'text'), value(`${key}:`, 'text'), value(tenant, 'text'));
  return [filters.text(sql`(t.sid, t.source) IN (${keys})`)];
}

/** Filters on what happened in the session within the range. */
function happened(query: SessionsQuery, filters: Conditions): readonly string[] {
  const { leaveReason } = query;
  const within = (column: string): Conditions =>
    new Conditions(filters.parameters)
      .when(query.from && Date.parse(query.from), (p) => `${column} >= ${p}`)
      .when(query.to && Date.parse(query.to), (p) => `${column} < ${p}`);
  const conditions: string[] = [];
  if (leaveReason !== undefined) {
    const left = within('p.left_ms').and(`p.state = 'left'`, isPerson('p'));
    if (leaveReason === NO_LEAVE_REASON) left.add('p.disconnect_reason IS NULL');
    else left.when(leaveReason, (p) => `p.disconnect_reason = ${p}`);
    conditions.push(connection(left.where));
  }
  if (query.joinFailures) conditions.push(connection(within('p.left_ms').and(joinFailed('p')).where));
  if (query.dropped) conditions.push(connection(within('p.left_ms').and(dropped('p')).where));
  if (query.recordingFailures) conditions.push(egressOf(within('e.ended_ms').and(egressFailed('e')).where));
  if (query.unattended) conditions.push(within('t.first_joined_ms').and(unattended('t')).where);
  return conditions;
}

const amongKeys = (p: string): string =>
  `(t.sid, t.source) IN (SELECT k.sid, k.source FROM json_to_recordset(${p}::json) AS k (sid text, source text))`;
