/**
 * The filter of live sessions: words in the room's name, the sid or the name of the server, and flags, all of which
 * must be true. Both are in the URL.
 */
import type { Session } from '@livekit-dashboard/contracts';
import { sourceParam } from '../live/source-param';

const FLAG_TESTS = {
  recording: (session: Session) => session.recording,
  agents: (session: Session) => session.agents > 0,
  'no-agents': (session: Session) => session.people > 0 && session.agents === 0,
  failed: (session: Session) => session.aborted > 0,
  empty: (session: Session) => session.participants === 0,
} as const;

export type Flag = keyof typeof FLAG_TESTS;

export const FLAGS: readonly { readonly flag: Flag; readonly label: string }[] = [
  { flag: 'recording', label: 'Recording' },
  { flag: 'agents', label: 'With an agent' },
  { flag: 'no-agents', label: 'No agent' },
  { flag: 'failed', label: 'Failed joins' },
  { flag: 'empty', label: 'Empty' },
];

export interface LiveFilter {
  readonly words: string;
  readonly flags: readonly Flag[];
}

/** The parameter of the URL: `recording,failed`. Other texts are ignored. */
export function parseFlags(text: string | undefined): readonly Flag[] {
  const named = new Set(text?.split(','));
  return FLAGS.map(({ flag }) => flag).filter((flag) => named.has(flag));
}

/** The flags with one added or removed, for the URL. Null: none. */
export function toggled(flags: readonly Flag[], flag: Flag): string | null {
  const others = flags.filter((other) => other !== flag);
  const next = others.length < flags.length ? others : [...flags, flag];
  return next.join(',') || null;
}

export function filterOf(words: string, flags: readonly Flag[]): (session: Session) => boolean {
  const wanted = words.trim().toLowerCase();
  const tests = flags.map((flag) => FLAG_TESTS[flag]);
  return (session) =>
    tests.every((holds) => holds(session)) &&
    (wanted === '' ||
      `${session.name ?? ''}\n${session.sid}\n${sourceParam(session.source).source ?? ''}`
        .toLowerCase()
        .includes(wanted));
}
