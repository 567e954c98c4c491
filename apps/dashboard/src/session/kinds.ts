/** Kinds unknown to us are people; while no kind was told, nobody knows. */
const MACHINES: ReadonlySet<string> = new Set(['EGRESS', 'INGRESS']);

export type Who = 'person' | 'agent' | 'machine' | 'unknown';

export function whoIs(kind: string | null): Who {
  if (kind === null) return 'unknown';
  if (kind === 'AGENT') return 'agent';
  return MACHINES.has(kind) ? 'machine' : 'person';
}
