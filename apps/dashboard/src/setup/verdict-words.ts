import type { Tone } from '@livekit-dashboard/ui';
import type { Verdict } from './doctor';

/** Labels of the doctor's verdict: one word, and a few words. */
export const VERDICT_WORDS: Readonly<
  Record<Verdict, { readonly tone: Tone; readonly word: string; readonly words: string }>
> = {
  healthy: { tone: 'live', word: 'healthy', words: 'Receiving webhooks' },
  waiting: { tone: 'ended', word: 'none yet', words: 'Waiting for the first webhook' },
  doubtful: { tone: 'doubt', word: 'needs attention', words: 'Needs attention' },
  broken: { tone: 'bad', word: 'failing', words: 'Webhooks failing' },
};
