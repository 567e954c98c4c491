/**
 * One comparison of one server: reads the position of the stream, LiveKit's lists and the stored rows, and submits the
 * differences to ingest. What was absent is stored for the next comparison, which may end it (`absence.ts`).
 */
import { Injectable } from '@nestjs/common';
import { RoomService } from '@livekit-dashboard/livekit';
import { ingressKey } from '@livekit-dashboard/domain';
import type { LiveKitServer } from '../config/config';
import { IngestService } from '../ingest/ingest.service';
import { HeldJobsRepository } from '../store/reconcile/held-jobs.repository';
import { HeldRepository, type ListedSids } from '../store/reconcile/held.repository';
import { StreamRepository } from '../store/stream/stream.repository';
import type { Answered } from '../store/reconcile/reconcile.repository';
import type { Compared } from './compare';
import { decide, type Dated } from './decide';
import { listEgresses, listIngresses, type Listed } from './job-listing';
import { compareEgresses, compareIngresses, type JobContext } from './jobs';
import { listEverything, type Listing } from './listing';
import { memoryOf, type ListingMark } from './memory';
import { findPhantoms, NO_PHANTOMS, suspects, type Phantoms, type Suspicion } from './phantoms';
import { ReconcileTimes } from './reconcile-times';
import { syntheticEvent } from './synthetic-event';

export interface Reconciled {
  readonly rooms: number;
  readonly participants: number;
  readonly notAsked: number;
  /** Whether the listing was believed. False: it ended and started nothing. */
  readonly believed: boolean;
  /** Why egresses or ingresses could not be listed; a server without Redis is not an error. */
  readonly jobErrors: readonly string[];
  /** The events that were stored, by name. */
  readonly fed: ReadonlyMap<string, number>;
  /** What to store of it. */
  readonly answered: Answered;
}

export interface Before {
  /** The stored state; null: there was none. */
  readonly memory: object | null;
  /** Whether the last request failed. */
  readonly afterFailure: boolean;
}

/** The server that is queried, and since when. `begunMs` is the same instant as `atMs`, by a monotonic clock. */
interface Pass extends ListingMark {
  readonly server: LiveKitServer;
  readonly begunMs: number;
  readonly signal: AbortSignal;
}

export class NoKeyError extends Error {
  override readonly name = 'NoKeyError';
}

/** A few at a time, since webhooks wait in the same queue. */
const FED_AT_ONCE = 200;

@Injectable()
export class Reconciler {
  constructor(
    private readonly stream: StreamRepository,
    private readonly held: HeldRepository,
    private readonly jobs: HeldJobsRepository,
    private readonly ingest: IngestService,
    private readonly times: ReconcileTimes,
  ) {}

  /**
   * `atMs`: the time T of now. `before`: the state of the previous comparison. Rejects with `LiveKitApiError`, with the
   * signal's reason, or because nothing can be stored.
   */
  async reconcile(server: LiveKitServer, atMs: number, before: Before, signal: AbortSignal): Promise<Reconciled> {
    const begunMs = performance.now();
    const { offset: head } = await this.stream.head();
    const pass = { server, atMs, head, begunMs, signal };
    const livekit = this.clientOf(server);
    const listing = await listEverything(livekit, { signal, untilMs: begunMs + this.times.askingMs });
    const [held, lastWebhookMs] = await Promise.all([
      this.held.of(server.name, sidsOf(listing)),
      this.held.lastWebhookMs(server.name, head),
    ]);
    signal.throwIfAborted();
    const mark = { atMs, head };
    const rooms = new Set(held.sessions.map(({ sid }) => sid));
    const jobs = await this.compareJobs(livekit, pass, rooms);
    const memory = memoryOf(before.memory, server.url ?? '');
    const phantoms = await this.findPhantoms(livekit, pass, jobs.egress, {
      rooms: listing.rooms,
      held,
      absent: memory.absent,
    });
    const { afterFailure } = before;
    const evidence = { mark, listing, held, phantoms, jobs: jobs.compared, lastWebhookMs, afterFailure };
    const decision = decide(evidence, memory, this.times);
    return {
      rooms: listing.rooms.length,
      participants: listing.rooms.reduce((sum, { participants }) => sum + (participants?.length ?? 0), 0),
      notAsked: listing.notAsked,
      believed: decision.believed,
      jobErrors: jobs.errors,
      fed: await this.feed(pass, decision.events),
      answered: {
        startedMs: atMs,
        agreedMs: decision.memory.agreedMs,
        contradictedMs: decision.contradictedMs,
        recheckMs: decision.recheckMs,
        egress: jobs.egress,
        ingress: jobs.ingress,
        memory: decision.memory,
      },
    };
  }

  private clientOf({ url, keys }: LiveKitServer): RoomService {
    const [first] = keys;
    if (url === null || first === undefined) throw new NoKeyError('No API key is configured to ask LiveKit with');
    const [key, secret] = first;
    return new RoomService({ url, key, secret, timeoutMs: this.times.requestMs });
  }

  /** Without Redis LiveKit loses its rooms and participants when its process ends. */
  private async findPhantoms(
    livekit: RoomService,
    { atMs, begunMs, signal }: Pass,
    egress: Answered['egress'],
    suspicion: Omit<Suspicion, 'latelyMs'>,
  ): Promise<Phantoms> {
    if (egress === 'not_connected') return NO_PHANTOMS;
    const all = suspects({ ...suspicion, latelyMs: atMs - this.times.quietMs });
    return findPhantoms(livekit, all, { signal, untilMs: begunMs + this.times.askingMs });
  }

  private async compareJobs(
    livekit: RoomService,
    { server, atMs, head, signal }: Pass,
    rooms: ReadonlySet<string>,
  ): Promise<{ compared: Compared; errors: string[] } & Pick<Answered, 'egress' | 'ingress'>> {
    const context: JobContext = { head, rooms, latelyMs: atMs - this.times.quietMs };
    const egress = await listEgresses(livekit, (ids) => this.jobs.egresses(server.name, ids), signal);
    const ingress = await listIngresses(livekit, signal);
    const keys = (ingress.listing ?? []).map(({ evidence: { id, resourceId } }) => ingressKey(id, resourceId));
    const ofEgresses = egress.listing && compareEgresses(egress.listing, egress.listing.stored, context);
    const ofIngresses =
      ingress.listing && compareIngresses(ingress.listing, await this.jobs.ingresses(server.name, keys), context);
    const all = [ofEgresses, ofIngresses].filter((one) => one !== null);
    return {
      compared: {
        found: all.flatMap(({ found }) => found),
        missing: all.flatMap(({ missing }) => missing),
        undecided: new Set([
          ...all.flatMap(({ undecided }) => undecided),
          ...(ofEgresses ? [] : ['egress']),
          ...(ofIngresses ? [] : ['ingress']),
        ]),
      },
      errors: [egress, ingress].flatMap(failureOf),
      egress: egress.state,
      ingress: ingress.state,
    };
  }

  private async feed(
    { server, atMs, begunMs, signal }: Pass,
    dated: readonly Dated[],
  ): Promise<ReadonlyMap<string, number>> {
    const fed = new Map<string, number>();
    for (let from = 0; from < dated.length; from += FED_AT_ONCE) {
      signal.throwIfAborted();
      const nowMs = Math.round(atMs + performance.now() - begunMs);
      const events = dated
        .slice(from, from + FED_AT_ONCE)
        .map((one) => syntheticEvent(server.name, one.finding, one.atMs, nowMs));
      const outcomes = await Promise.all(events.map((event) => this.ingest.submit(event)));
      for (const [i, { event }] of events.entries()) {
        if (outcomes[i] === 'stored') fed.set(event.event, (fed.get(event.event) ?? 0) + 1);
      }
    }
    return fed;
  }
}

const failureOf = ({ state, error }: Listed<unknown>): string[] =>
  state === 'failing' && error !== null ? [error] : [];

function sidsOf({ rooms }: Listing): ListedSids {
  const participants = rooms.flatMap((one) => one.participants ?? []);
  return {
    sessions: rooms.map(({ room }) => room.sid),
    participants: participants.map(({ participant }) => participant.sid),
    tracks: participants.flatMap(({ tracks }) => tracks.map(({ track }) => track.sid)),
  };
}
