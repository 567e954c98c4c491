/**
 * SQL of what counts as a failure. The digest `failures` and the filter of the list of sessions share it, so that both
 * agree.
 */
import { DROP_REASONS, FAILED_EGRESS_STATUSES } from '@livekit-dashboard/contracts';
import { isPerson } from './persons';

const listed = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');

/** Of a connection under this alias: a person's connection that dropped. */
export const dropped = (alias: string): string =>
  `${alias}.state = 'left' AND ${alias}.disconnect_reason IN (${listed(DROP_REASONS)}) AND ${isPerson(alias)}`;

/** Of a connection: the join failed. */
export const joinFailed = (alias: string): string => `${alias}.state = 'aborted'`;

export const egressFailed = (alias: string): string => `${alias}.status IN (${listed(FAILED_EGRESS_STATUSES)})`;

/** Of a session: people joined and no agent did. */
export const unattended = (alias: string): string =>
  `${alias}.identities > 0 AND NOT EXISTS (SELECT 1 FROM participant agent WHERE agent.source = ${alias}.source
    AND agent.session_sid = ${alias}.sid AND agent.kind = 'AGENT' AND NOT agent.hidden AND agent.state <> 'aborted')`;
