/** The kind that a connection is counted as, by the server's rules. Pure. */
import type { Participant } from '@livekit-dashboard/contracts';

const MACHINES: ReadonlySet<string> = new Set(['EGRESS', 'INGRESS', 'BRIDGE']);

/** `hidden`: an observer that LiveKit hides from others, whatever its kind. */
export type Who = 'person' | 'agent' | 'machine' | 'unknown' | 'hidden';

/** Unknown kinds are people. If no kind was reported, it is not known. */
export function whoIs({ kind, hidden }: Pick<Participant, 'kind' | 'hidden'>): Who {
  if (hidden) return 'hidden';
  if (kind === null) return 'unknown';
  if (kind === 'AGENT') return 'agent';
  return MACHINES.has(kind) ? 'machine' : 'person';
}

/** The dispatch name of an agent, which rarely has a display name, and whose identity has no meaning. */
export const agentName = ({ kind, attributes }: Participant): string | null =>
  kind === 'AGENT' ? (attributes['lk.agent.name'] ?? attributes['lk.agent_name'] ?? null) : null;

/** The name to show: its display name, the dispatch name of an agent, or the identity. */
export const nameOf = (participant: Participant): string | null =>
  [participant.name, agentName(participant), participant.identity].find(Boolean) ?? null;
