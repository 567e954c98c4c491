/**
 * From LiveKit's list and what is stored to the events to store and the state for the next comparison. Pure.
 *
 * Invariant: nothing that webhooks report as alive is ended, whatever LiveKit's address answers: late lists, empty
 * lists, another server's lists, errors, in turns. A list without a room can mean that the room is over or that the
 * list is wrong; three kinds of evidence tell these apart:
 *
 * identity   Only an address that listed a room of the webhooks may end one (`judge.ts`). The proof is kept with the
 * server's row in the database, by its address. It is void as soon as the address lists another server's rooms, or a
 * webhook of a room arrives after a listing that lacked it. time       Two listings `apartMs` apart lack it, and no
 * webhook of it was received within `quietMs` (`absence.ts`). the rest   A listing that names another room of the
 * webhooks is credible. One that names none of them is what a killed server answers, and a wrong one too: it takes an
 * unbroken row of such listings over `vanishedMs`.
 *
 * So a server that was killed and started again empty has nothing live after `quietMs` + `vanishedMs`, at once if one
 * of its rooms has come back. What an unproven address lists ends nothing: a room that webhooks report next proves it,
 * or silence decides (`silence.service.ts`). An address that was proven and then leads to an idle server, while no call
 * sends a webhook for `quietMs` + `vanishedMs`, answers just as a killed server does; the next webhook takes such an
 * end back.
 */
import type { Held } from '../store/reconcile/held.repository';
import { confirm } from './absence';
import { compare, type Compared } from './compare';
import { judge } from './judge';
import type { Listing } from './listing';
import type { ListingMark, ReconcileMemory } from './memory';
import type { Phantoms } from './phantoms';
import type { ReconcileTimes } from './reconcile-times';
import type { Finding } from './synthetic-event';

export interface Evidence {
  readonly mark: ListingMark;
  readonly listing: Pick<Listing, 'rooms' | 'inFlux'>;
  readonly held: Held;
  /** Who of those listed is there. */
  readonly phantoms: Phantoms;
  /** Of egresses and ingresses. */
  readonly jobs: Compared;
  /** As of `Testimony`. */
  readonly lastWebhookMs: number | null;
  /** Whether the request before this one failed. */
  readonly afterFailure: boolean;
}

/** An event about an instant T, in ms. */
export interface Dated {
  readonly finding: Finding;
  readonly atMs: number;
}

export interface Decision {
  readonly events: readonly Dated[];
  readonly believed: boolean;
  /** As of `Judgement`. */
  readonly contradictedMs: number | null;
  /** When to ask again, in ms; null: at the usual time. */
  readonly recheckMs: number | null;
  readonly memory: ReconcileMemory;
}

export type DecisionTimes = Pick<ReconcileTimes, 'quietMs' | 'apartMs' | 'vanishedMs' | 'staleMs'>;

export function decide(
  { mark, listing, held, phantoms, jobs, lastWebhookMs, afterFailure }: Evidence,
  before: ReconcileMemory,
  times: DecisionTimes,
): Decision {
  const { believed, namesNone, contradictedMs, memory } = judge(
    { ...mark, ...listing, sessions: held.sessions, lastWebhookMs },
    before,
    times.quietMs,
  );
  // Often while a proven server lists nothing, so that a listing in between that contains something is not missed.
  const soonMs = mark.atMs + (namesNone && memory.agreedMs !== null ? Math.ceil(times.apartMs / 3) : times.apartMs);
  // Listings without any known room count only in an unbroken series: an error, or a listing that lags, starts it
  // again.
  const known = namesNone && (afterFailure || before.disagreed === null) ? {} : before.absent;
  if (!believed) {
    return { events: [], believed, contradictedMs, memory: { ...memory, absent: known }, recheckMs: soonMs };
  }
  const rooms = compare({ ...mark, ...listing, held, phantoms, quietMs: times.quietMs });
  const { ends, absent, recheckMs } = confirm(
    [...rooms.missing, ...jobs.missing],
    new Set([...rooms.undecided, ...jobs.undecided]),
    known,
    mark,
    namesNone ? { ...times, apartMs: times.vanishedMs } : times,
  );
  const found = [...rooms.found, ...jobs.found].map((finding) => ({ finding, atMs: mark.atMs }));
  return {
    events: [...found, ...ends],
    believed,
    contradictedMs,
    recheckMs: recheckMs && Math.min(recheckMs, soonMs),
    memory: { ...memory, absent },
  };
}
