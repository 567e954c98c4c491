import {
  type ChangesMessage,
  type ChangesTopic,
  type DigestTopic,
  type EventsMessage,
  type EventsTopic,
  isDigestTopic,
  isEventsTopic,
  type Position,
  type Topic,
  topicSession,
} from '@livekit-dashboard/contracts';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { FeedReader } from '../../publish/feed-reader';
import { DigestRepository } from '../../store/digests/digest.repository';
import type { FeedBatch } from '../../store/feed';
import { FeedRepository } from '../../store/repositories/feed.repository';
import { ChangesRoom } from './changes-room';
import { DigestRoom } from './digest-room';
import { EventsRoom, type ReadEvents } from './events-room';
import { FlushTimer } from './flush-timer';
import type { AnyRoom, Flushable, RoomHost } from './room';
import { routeChange } from './route';
import { Wire } from './wire';

/**
 * The open rooms, and the feed's way into them. A topic that nobody follows has no room and costs nothing.
 * Lifecycle: follows the feed from module init to shutdown; a stream that starts anew closes every room.
 */
@Injectable()
export class Rooms implements RoomHost, OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Gateway');
  private readonly timer = new FlushTimer();
  private readonly changes = new Map<ChangesTopic, ChangesRoom>();
  private readonly events = new Map<EventsTopic, EventsRoom>();
  private readonly digests = new Map<DigestTopic, DigestRoom>();
  private subscriptions: Subscription[] = [];

  constructor(
    private readonly feed: FeedReader,
    private readonly store: FeedRepository,
    private readonly counts: DigestRepository,
    private readonly wire: Wire,
  ) {}

  onModuleInit(): void {
    this.subscriptions = [
      this.feed.batches.subscribe((batch) => this.takeSafely(batch)),
      this.feed.resets.subscribe(() => this.startAnew()),
    ];
  }

  onApplicationShutdown(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
    this.timer.clear();
  }

  /** Null until the feed knows where the stream is: nobody can be told from where to follow. */
  position(): Position | null {
    return this.feed.position();
  }

  covered(): Position {
    const position = this.position();
    if (!position) throw new Error('no room is open before the feed has a position');
    return position;
  }

  /** The room of a topic, opened if need be. Whoever takes it joins it, or releases it. */
  enter(topic: Topic): AnyRoom {
    if (isEventsTopic(topic)) return entry(this.events, topic, () => new EventsRoom(topic, this, this.readerOf(topic)));
    if (isDigestTopic(topic))
      return entry(this.digests, topic, () => new DigestRoom(topic, this, (kinds) => this.counts.read(kinds)));
    return entry(this.changes, topic, () => new ChangesRoom(topic, this));
  }

  /** Closes the room if nobody needs it. */
  release(room: AnyRoom): void {
    if (room.unused && !room.closed) this.close(room);
  }

  flushAt(room: Flushable, time: number): void {
    this.timer.at(room, time);
  }

  broadcast(message: ChangesMessage | EventsMessage): void {
    this.wire.broadcast(message);
  }

  /** The feed's subscriber must not throw. */
  private takeSafely(batch: FeedBatch): void {
    try {
      this.take(batch);
    } catch (error) {
      this.logger.error(`A batch was not given to all topics, which start anew: ${String(error)}`);
      this.startAnew();
    }
  }

  private take(batch: FeedBatch): void {
    if (this.changes.size > 0) {
      for (const change of batch.changes) routeChange(change, this.changes);
    }
    for (const room of this.digests.values()) room.take(batch);
    for (const room of this.events.values()) room.take(batch);
  }

  private startAnew(): void {
    for (const room of [...this.changes.values(), ...this.events.values(), ...this.digests.values()]) {
      this.wire.reset(room.topic, 'epoch_changed');
      this.close(room);
    }
  }

  private close(room: AnyRoom): void {
    room.close();
    this.timer.forget(room);
    this.changes.delete(room.topic as ChangesTopic);
    this.events.delete(room.topic as EventsTopic);
    this.digests.delete(room.topic as DigestTopic);
  }

  private readerOf(topic: EventsTopic): ReadEvents {
    const session = topicSession(topic);
    if (session === null) return (after, to, limit) => this.store.eventsBetween(after, to, limit);
    return (after, to, limit) => this.store.sessionEventsBetween(session, after, to, limit);
  }
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const present = map.get(key);
  if (present !== undefined) return present;
  const made = make();
  map.set(key, made);
  return made;
}
