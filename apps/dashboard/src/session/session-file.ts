/**
 * One session as a JSON file: the session with all its participants, tracks, egresses and ingresses, metadata whole.
 */
import type { ChangeKind, SessionRef } from '@livekit-dashboard/contracts';
import { loadSession } from './load-session';

const KINDS = { participant: 'participants', track: 'tracks', egress: 'egresses', ingress: 'ingresses' } as const;
const isListed = (kind: ChangeKind): kind is keyof typeof KINDS => Object.hasOwn(KINDS, kind);

/** Rejects as the REST interface does. */
export async function sessionFile(ref: SessionRef, signal: AbortSignal): Promise<Blob> {
  const { changes } = await loadSession(ref, signal);
  const lists: Record<string, unknown[]> = { participants: [], tracks: [], egresses: [], ingresses: [] };
  for (const { kind, value } of changes) if (isListed(kind)) lists[KINDS[kind]]?.push(value);
  const session = changes.find(({ kind }) => kind === 'session')?.value ?? null;
  return new Blob([JSON.stringify({ session, ...lists }, null, 2)], { type: 'application/json' });
}

/** Passes the file to the browser, which saves it. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}
