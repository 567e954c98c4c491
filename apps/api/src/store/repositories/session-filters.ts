/** The filters of sessions that hold whatever the range, which `session-arms.ts` adds. */
import { NO_LEAVE_REASON, type SessionFlag, type SessionsQuery } from '@livekit-dashboard/contracts';
import { IS_PERSON } from '../digests/persons';
import { Conditions } from './conditions';
import { NAME } from './session-sorts';

/** A connection of the session of which the condition holds. */
export const connection = (condition: string): string =>
  `EXISTS (SELECT 1 FROM participant p WHERE p.source = t.source AND p.session_sid = t.sid AND ${condition})`;

const FLAGS: Readonly<Record<SessionFlag, string>> = {
  estimated: `t.end_reason IN ('superseded', 'reconciled', 'timeout')`,
  aborted: 't.aborted > 0',
  recorded: 'EXISTS (SELECT 1 FROM egress e WHERE e.source = t.source AND e.session_sid = t.sid)',
};

export interface SessionKey {
  readonly source: string;
  readonly sid: string;
}

/** `tenantKey`: the field that names a tenant; null: there are none. `found`: only these, as `session-search.ts` found them. */
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
    .when(query.room, (p) => `${NAME} = ${p}`)
    .when(query.identity, (p) => connection(`p.identity = ${p}`))
    .when(query.agent, (p) => connection(`p.agent_name = ${p}`))
    .when(query.endReason, (p) => `t.end_reason = ${p}`)
    .when(query.metadata, field)
    .when(query.tenant && `${tenantKey}:${query.tenant}`, (p) =>
      tenantKey === null ? `false AND ${field(p)}` : field(p),
    )
    .when(query.minDurationMs, (p) => `t.lasted_ms >= ${p}`)
    .when(query.maxDurationMs, (p) => `t.lasted_ms < ${p}`);
  return filters.add(...leaves(query, filters));
}

/** Somebody who left, or could not come in, within the range. */
function leaves({ leaveReason, joinFailures, from, to }: SessionsQuery, filters: Conditions): readonly string[] {
  if (leaveReason === undefined && joinFailures === undefined) return [];
  const range = new Conditions(filters.parameters)
    .when(from && Date.parse(from), (p) => `p.left_ms >= ${p}`)
    .when(to && Date.parse(to), (p) => `p.left_ms < ${p}`);
  const left = range.and(`p.state = 'left'`, `p.${IS_PERSON}`);
  if (leaveReason === NO_LEAVE_REASON) left.add('p.disconnect_reason IS NULL');
  else left.when(leaveReason, (p) => `p.disconnect_reason = ${p}`);
  return [
    ...(leaveReason === undefined ? [] : [connection(left.where)]),
    ...(joinFailures === undefined ? [] : [connection(range.and(`p.state = 'aborted'`).where)]),
  ];
}

const amongKeys = (p: string): string =>
  `(t.sid, t.source) IN (SELECT k.sid, k.source FROM json_to_recordset(${p}::json) AS k (sid text, source text))`;
