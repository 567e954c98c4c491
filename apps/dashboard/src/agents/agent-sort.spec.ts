import type { AgentNameSummary, UnattendedSession } from '@livekit-dashboard/contracts';
import { MOST_TIME, sortNames, sortUnattended } from './agent-sort';

const summary = (agentName: string | null, agentMs: number): AgentNameSummary => ({
  agentName,
  active: 0,
  peak: 0,
  sessions: 0,
  connections: 0,
  agentMs,
});
const left = (sid: string, firstJoinedAt: string | null): UnattendedSession => ({
  sid,
  name: null,
  source: 'default',
  state: 'ended',
  firstJoinedAt,
  endedAt: null,
  people: 0,
  identities: 1,
});

describe('the order of agents', () => {
  it('puts the name with the most time first, equal ones by name', () => {
    const sorted = sortNames([summary('b', 5), summary(null, 5), summary('a', 9)], MOST_TIME);
    expect(sorted.map(({ agentName }) => agentName)).toEqual(['a', null, 'b']);
  });

  it('puts a session of unknown start at the old end', () => {
    const sessions = [left('x', null), left('y', '2026-11-23T08:00:00.000Z')];
    expect(sortUnattended(sessions, { field: 'firstJoinedAt', descending: true }).map(({ sid }) => sid)).toEqual([
      'y',
      'x',
    ]);
  });
});
