/**
 * The UTC days whose usage a batch changes, from a comparison of each row as it was loaded with what it is now. If only
 * the end of a row moved, these are the days between the old end and the new one; after any other change they are all
 * days of the row. Rows that began today are skipped: today is never rolled up.
 */
import {
  agentNameOf,
  connectionInterval,
  egressInterval,
  ingressInterval,
  orderMs,
  sessionEnd,
  type State,
  type Interval,
  DAY_MS,
  startOfDay,
} from '@livekit-dashboard/domain';
import type { WorkingSet } from './working-set';

import { MINIMUM_REACH_MS } from '../usage/intervals';
import { FIRST_DAY_MS } from '../usage/freshness';

/** `about`: everything but its times that usage counts; `ending`: what usage counts at its end. */
interface Counting {
  readonly startMs: number;
  readonly endMs: number | null;
  readonly about: () => string;
  readonly ending: string | undefined;
}

type Records = Pick<State, 'sessions' | 'participants' | 'egresses' | 'ingresses'>;
type Reader = (records: Records, key: string) => Counting | null;

const counting = (interval: Interval | null, about: unknown[] = [], ending?: string): Counting | null => {
  if (!interval) return null;
  const { startMs, endMs, ...rest } = interval;
  // Most rows began today and need no comparison, so the text is made on demand.
  return { startMs, endMs, about: () => JSON.stringify([rest, ...about]), ending };
};

const READERS: Readonly<Record<keyof Records, Reader>> = {
  sessions: ({ sessions }, sid) => {
    const session = sessions.get(sid);
    if (!session) return null;
    const end = sessionEnd(session);
    return {
      startMs: orderMs(session),
      endMs: end?.atMs ?? null,
      about: () => session.name ?? '',
      ending: end?.reason,
    };
  },
  participants: ({ participants, sessions }, sid) => {
    const participant = participants.get(sid);
    if (!participant) return null;
    const session = sessions.get(participant.sessionSid ?? '');
    const { identity, left } = participant;
    return counting(
      connectionInterval(participant, session),
      [identity, agentNameOf(participant), participant.sessionSid],
      left?.reason ?? '',
    );
  },
  egresses: ({ egresses, sessions }, id) => {
    const egress = egresses.get(id);
    return egress ? counting(egressInterval(egress, sessions.get(egress.sessionSid ?? ''))) : null;
  },
  ingresses: ({ ingresses, sessions }, key) => {
    const ingress = ingresses.get(key);
    return ingress ? counting(ingressInterval(ingress, sessions.get(ingress.room?.sid ?? ''))) : null;
  },
};

/** Days before that of `nowMs`, each once. */
export function markedDays(sets: readonly WorkingSet[], nowMs: number): number[] {
  const todayMs = startOfDay(nowMs);
  const days = new Set<number>();
  for (const set of sets) {
    for (const [kind, read] of Object.entries(READERS) as [keyof Records, Reader][]) {
      for (const key of set.touchedKeys(kind)) {
        const [before, after] = [read(set.loaded, key), read(set.state, key)];
        if ((before?.startMs ?? Infinity) >= todayMs && (after?.startMs ?? Infinity) >= todayMs) continue;
        const [fromMs, toMs] = changed(before, after, nowMs);
        // A date from before LiveKit is wrong; its days are never rolled up, and there could be a million of them.
        const first = startOfDay(Math.max(fromMs, FIRST_DAY_MS));
        for (let day = first; day <= toMs + MINIMUM_REACH_MS && day < todayMs; day += DAY_MS) days.add(day);
      }
    }
  }
  return [...days];
}

/** The interval in which its usage differs from before. */
function changed(before: Counting | null, after: Counting | null, nowMs: number): [number, number] {
  const both = [before, after].filter((counting) => counting !== null);
  const ends = both.map(({ endMs }) => endMs ?? nowMs);
  const same = before?.startMs === after?.startMs && before?.about() === after?.about();
  if (same && before?.endMs === after?.endMs && before?.ending === after?.ending) return [Infinity, 0];
  return [Math.min(...(same ? ends : both.map(({ startMs }) => startMs))), Math.max(...ends)];
}
