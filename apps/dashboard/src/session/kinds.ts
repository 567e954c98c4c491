/** What a connection is, as the server counts it. Pure. */
import type { Participant } from '@livekit-dashboard/contracts';

const MACHINES: ReadonlySet<string> = new Set(['EGRESS', 'INGRESS', 'BRIDGE']);

/** `hidden`: an observer that LiveKit hides from others, whatever its kind. */
export type Who = 'person' | 'agent' | 'machine' | 'unknown' | 'hidden';

/** Kinds that are not known here are people; while no kind was reported, nothing is known. */
export function whoIs({ kind, hidden }: Pick<Participant, 'kind' | 'hidden'>): Who {
  if (hidden) return 'hidden';
  if (kind === null) return 'unknown';
  if (kind === 'AGENT') return 'agent';
  return MACHINES.has(kind) ? 'machine' : 'person';
}

/** What an agent is dispatched as: it rarely has a name of its own, and its identity says nothing. */
export const agentName = ({ kind, attributes }: Participant): string | null =>
  kind === 'AGENT' ? (attributes['lk.agent.name'] ?? attributes['lk.agent_name'] ?? null) : null;

/** What people call it: its name, an agent's dispatch name, or else its identity. */
export const nameOf = (participant: Participant): string | null =>
  [participant.name, agentName(participant), participant.identity].find(Boolean) ?? null;
