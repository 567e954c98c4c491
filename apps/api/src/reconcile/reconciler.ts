/** One comparison of one server: where the stream is, what LiveKit lists, what we hold, and the difference into ingest. */
import { Injectable } from '@nestjs/common';
import { RoomService } from '@livekit-dashboard/livekit';
import type { LiveKitServer } from '../config/config';
import { IngestService } from '../ingest/ingest.service';
import { HeldRepository, type ListedSids } from '../store/repositories/held.repository';
import { StreamRepository } from '../store/repositories/stream.repository';
import { compare } from './compare';
import { listEverything, type Listing } from './listing';
import { ReconcileTimes } from './reconcile-times';
import { syntheticEvent, type Finding } from './synthetic-event';

export interface Reconciled {
  readonly rooms: number;
  readonly participants: number;
  readonly notAsked: number;
  /** The events that were stored, by name. */
  readonly fed: ReadonlyMap<string, number>;
}

export class NoKeyError extends Error {
  override readonly name = 'NoKeyError';
}

/** Webhooks wait in the same queue: it is never filled. */
const FED_AT_ONCE = 200;

@Injectable()
export class Reconciler {
  constructor(
    private readonly stream: StreamRepository,
    private readonly held: HeldRepository,
    private readonly ingest: IngestService,
    private readonly times: ReconcileTimes,
  ) {}

  /** `atMs`: T, now. Rejects with `LiveKitApiError`, with the signal's reason, or because nothing can be stored. */
  async reconcile(server: LiveKitServer, atMs: number, signal: AbortSignal): Promise<Reconciled> {
    const { offset: head } = await this.stream.head();
    const listing = await listEverything(this.clientOf(server), { signal, untilMs: atMs + this.times.askingMs });
    const held = await this.held.of(server.name, sidsOf(listing));
    signal.throwIfAborted();
    const findings = compare({ atMs, head, rooms: listing.rooms, inFlux: listing.inFlux, held });
    return {
      rooms: listing.rooms.length,
      participants: listing.rooms.reduce((sum, { participants }) => sum + (participants?.length ?? 0), 0),
      notAsked: listing.notAsked,
      fed: await this.feed(server.name, findings, atMs, signal),
    };
  }

  private clientOf({ url, keys }: LiveKitServer): RoomService {
    const [first] = keys;
    if (url === null || first === undefined) throw new NoKeyError('No API key is configured to ask LiveKit with');
    const [key, secret] = first;
    return new RoomService({ url, key, secret, timeoutMs: this.times.requestMs });
  }

  private async feed(
    source: string,
    findings: readonly Finding[],
    atMs: number,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, number>> {
    const fed = new Map<string, number>();
    for (let from = 0; from < findings.length; from += FED_AT_ONCE) {
      signal.throwIfAborted();
      const events = findings
        .slice(from, from + FED_AT_ONCE)
        .map((finding) => syntheticEvent(source, finding, atMs, Date.now()));
      const outcomes = await Promise.all(events.map((event) => this.ingest.submit(event)));
      for (const [i, { event }] of events.entries()) {
        if (outcomes[i] === 'stored') fed.set(event.event, (fed.get(event.event) ?? 0) + 1);
      }
    }
    return fed;
  }
}

function sidsOf({ rooms }: Listing): ListedSids {
  const participants = rooms.flatMap((one) => one.participants ?? []);
  return {
    sessions: rooms.map(({ room }) => room.sid),
    participants: participants.map(({ participant }) => participant.sid),
    tracks: participants.flatMap(({ tracks }) => tracks.map(({ track }) => track.sid)),
  };
}
