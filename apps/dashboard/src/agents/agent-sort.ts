/** The sorts of the lists of the agents page. */
import type { Agent, AgentNameSummary, UnattendedSession } from '@livekit-dashboard/contracts';
import { compareKeyed, keyOf, type Order, type Sort } from '../live/sort';

export const AGENT_FIELDS = ['agentName', 'sessionName', 'joinedAt', 'tracks'] as const;
export type AgentSort = Sort<(typeof AGENT_FIELDS)[number]>;
export const NEWEST_AGENT: AgentSort = { field: 'joinedAt', descending: true };

export const NAME_FIELDS = ['agentName', 'active', 'peak', 'sessions', 'connections', 'agentMs'] as const;
export type NameSort = Sort<(typeof NAME_FIELDS)[number]>;
export const MOST_TIME: NameSort = { field: 'agentMs', descending: true };

export const UNATTENDED_FIELDS = ['name', 'firstJoinedAt', 'people', 'identities'] as const;
export type UnattendedSort = Sort<(typeof UNATTENDED_FIELDS)[number]>;
export const NEWEST_CALL: UnattendedSort = { field: 'firstJoinedAt', descending: true };

/** These begin with A. */
export const WORDS = ['agentName', 'sessionName', 'name'] as const;

export const agentOrder = ({ field, descending }: AgentSort): Order<Agent> => ({
  key: (agent) => keyOf(agent, field),
  descending,
});

export const sortNames = (names: readonly AgentNameSummary[], { field, descending }: NameSort) =>
  sorted(names, field, descending, ({ agentName }) => agentName ?? '');

export const sortUnattended = (sessions: readonly UnattendedSession[], { field, descending }: UnattendedSort) =>
  sorted(sessions, field, descending, ({ sid }) => sid);

function sorted<T>(
  rows: readonly T[],
  field: string & keyof T,
  descending: boolean,
  idOf: (row: T) => string,
): readonly T[] {
  return rows
    .map((row) => ({ row, sid: idOf(row), key: keyOf(row, field) }))
    .sort((a, b) => compareKeyed(a, b, descending))
    .map(({ row }) => row);
}
