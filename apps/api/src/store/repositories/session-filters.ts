/** The filters of sessions that hold whatever the range, which `session-arms.ts` adds. */
import type { SessionFlag, SessionsQuery } from '@livekit-dashboard/contracts';
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

/** `found`: only these, as `session-search.ts` found them. */
export function sessionFilters(query: SessionsQuery, found?: readonly SessionKey[]): Conditions {
  const flags = (query.flags?.split(',') ?? []) as SessionFlag[];
  return new Conditions()
    .add(...flags.map((flag) => FLAGS[flag]))
    .when(found && JSON.stringify(found), (p) => amongKeys(p))
    .when(query.room, (p) => `${NAME} = ${p}`)
    .when(query.identity, (p) => connection(`p.identity = ${p}`))
    .when(query.agent, (p) => connection(`p.agent_name = ${p}`))
    .when(query.endReason, (p) => `t.end_reason = ${p}`)
    .when(query.metadata, (p) => `t.metadata_fields @> ARRAY[${p}]::text[]`);
}

const amongKeys = (p: string): string =>
  `(t.sid, t.source) IN (SELECT k.sid, k.source FROM json_to_recordset(${p}::json) AS k (sid text, source text))`;
