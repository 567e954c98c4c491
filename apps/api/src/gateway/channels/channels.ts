import {
  type ChangesMessage,
  type ChangesTopic,
  type DigestTopic,
  type EventsMessage,
  type EventsTopic,
  isDigestTopic,
  isEventsTopic,
  type Position,
  sessionEventsTopic,
  type Topic,
  topicSession,
} from '@livekit-dashboard/contracts';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { FeedReader } from '../../publish/feed-reader';
import { DigestRepository } from '../../store/digests/digest.repository';
import type { FeedBatch, SourcedSession } from '../../store/stream/feed';
import { FeedRepository } from '../../store/topics/feed.repository';
import { ChangesChannel } from './changes-channel';
import { DigestChannel } from './digest-channel';
import { EventsChannel, type ReadEvents } from './events-channel';
import { FlushTimer } from './flush-timer';
import type { AnyChannel, Flushable, ChannelHost } from './channel';
import { routeChange } from './route';
import { Wire } from './wire';

/**
 * The open channels, and the delivery of the feed to them. A topic without a subscriber has no channel and costs
 * nothing.
 * Lifecycle: follows the feed from module init to shutdown; another epoch of the stream closes every channel.
 */
@Injectable()
export class Channels implements ChannelHost, OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Gateway');
  private readonly timer = new FlushTimer();
  private readonly changes = new Map<ChangesTopic, ChangesChannel>();
  private readonly events = new Map<EventsTopic, EventsChannel>();
  private readonly digests = new Map<DigestTopic, DigestChannel>();
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
      this.feed.resets.subscribe(() => this.resetAll()),
    ];
  }

  onApplicationShutdown(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
    this.timer.clear();
  }

  /** Null until the feed knows the position of the stream, from which subscribers follow. */
  position(): Position | null {
    return this.feed.position();
  }

  covered(): Position {
    const position = this.position();
    if (!position) throw new Error('no channel is open before the feed has a position');
    return position;
  }

  /** The channel of a topic, which is opened if it is not. The caller must join or release it. */
  enter(topic: Topic): AnyChannel {
    if (isEventsTopic(topic))
      return entry(this.events, topic, () => new EventsChannel(topic, this, this.readerOf(topic)));
    if (isDigestTopic(topic))
      return entry(this.digests, topic, () => new DigestChannel(topic, this, (kinds) => this.counts.read(kinds)));
    return entry(this.changes, topic, () => new ChangesChannel(topic, this));
  }

  /** Closes the channel if it has no member. */
  release(channel: AnyChannel): void {
    if (channel.unused && !channel.closed) this.close(channel);
  }

  flushAt(channel: Flushable, time: number): void {
    this.timer.at(channel, time);
  }

  broadcast(message: ChangesMessage | EventsMessage): void {
    this.wire.broadcast(message);
  }

  /** The feed's subscriber must not throw. */
  private takeSafely(batch: FeedBatch): void {
    try {
      this.take(batch);
    } catch (error) {
      this.logger.error(`A batch did not reach all topics, which are reset: ${String(error)}`);
      this.resetAll();
    }
  }

  private take(batch: FeedBatch): void {
    if (this.changes.size > 0) {
      for (const change of batch.changes) routeChange(change, this.changes);
    }
    for (const channel of this.digests.values()) channel.take(batch);
    this.resetMoved(batch.moved ?? []);
    for (const channel of this.events.values()) channel.take(batch);
  }

  /**
   * Offsets of a topic only grow, and these events have lower offsets than what was sent, so its clients need a new
   * snapshot (TO13).
   */
  private resetMoved(moved: readonly SourcedSession[]): void {
    for (const { sid, source } of moved) {
      for (const topic of [sessionEventsTopic(sid, source), sessionEventsTopic(sid)]) {
        const channel = this.events.get(topic);
        if (!channel?.carries(source)) continue;
        this.wire.reset(topic, 'events_moved');
        this.close(channel);
      }
    }
  }

  private resetAll(): void {
    for (const channel of [...this.changes.values(), ...this.events.values(), ...this.digests.values()]) {
      this.wire.reset(channel.topic, 'epoch_changed');
      this.close(channel);
    }
  }

  private close(channel: AnyChannel): void {
    channel.close();
    this.timer.forget(channel);
    this.changes.delete(channel.topic as ChangesTopic);
    this.events.delete(channel.topic as EventsTopic);
    this.digests.delete(channel.topic as DigestTopic);
  }

  private readerOf(topic: EventsTopic): ReadEvents {
    const session = topicSession(topic);
    if (session === null) return (after, to, bound) => this.store.eventsBetween(after, to, bound);
    return (after, to, bound) => this.store.sessionEventsBetween(session, after, to, bound);
  }
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const present = map.get(key);
  if (present !== undefined) return present;
  const made = make();
  map.set(key, made);
  return made;
}
