/**
 * The subscription of a topic on the server, shared by all its observers.
 *
 * Invariants: `position` covers everything that the observers received; messages are handled only between the acknowledgement and the next
 * request; a message that would leave a gap is dropped, and the topic is subscribed again with `since`.
 * Lifecycle: `up` and `down` follow the connection; `close` ends the subscription on the server.
 */
import type { Position, ResetReason, SubscribeReply, Topic } from '@livekit-dashboard/contracts';
import type { DashboardSocket } from './link';
import type { Accepted, TopicContent, TopicMessage } from './topic-content';

/** The part of a topic's content, of either kind, that is used here. */
type Content = Pick<TopicContent<never>, 'snapshot' | 'resumed' | 'message' | 'reset' | 'error'>;

export interface SharedSubscriptionListener {
  /** `answered` may have changed. */
  settled(): void;
  serverTime(time: string): void;
}

/** How long a reply may take, and the pauses after `unavailable`. In ms. */
const REPLY_TIMEOUT_MS = 20_000;
const RETRY_MS = { first: 500, max: 10_000 };

/** `idle`: not connected. `requesting`: a request is pending. `waiting`: for the next attempt. `refused`: until the next connection. */
type State = 'idle' | 'requesting' | 'waiting' | 'live' | 'refused';

export class SharedSubscription {
  private state: State = 'idle';
  private received: Position | null;
  /** Number of the newest request: replies to older ones are ignored. */
  private requestNumber = 0;
  private failures = 0;
  private retry: ReturnType<typeof setTimeout> | null = null;

  constructor(
    readonly topic: Topic,
    private readonly content: Content,
    private readonly socket: DashboardSocket,
    private readonly listener: SharedSubscriptionListener,
    since: Position | null,
  ) {
    this.received = since;
    if (socket.connected) this.request();
  }

  get position(): Position | null {
    return this.received;
  }

  get live(): boolean {
    return this.state === 'live';
  }

  get requesting(): boolean {
    return this.state === 'requesting';
  }

  /** Whether the server has replied to the newest request. */
  get answered(): boolean {
    return this.state === 'live' || this.state === 'refused';
  }

  up(): void {
    this.failures = 0;
    this.request();
  }

  down(): void {
    this.become('idle');
  }

  close(): void {
    const open = this.state !== 'idle';
    this.become('idle');
    if (open && this.socket.connected) this.socket.emit('unsubscribe', { topic: this.topic }, () => undefined);
  }

  message(message: TopicMessage): void {
    if (this.state !== 'live' || this.received === null) return;
    const { epoch, fromOffset, toOffset } = message;
    const received = this.received.offset;
    if (epoch !== this.received.epoch || fromOffset > received) return this.request();
    // One that covers no event has digests that changed with time (see DIGESTS); any other old one was received before.
    if (toOffset < received || (toOffset === received && fromOffset < toOffset)) return;
    this.received = { epoch, offset: toOffset };
    this.content.message(message, this.received, received);
  }

  reset(reason: ResetReason): void {
    if (this.state === 'idle') return;
    this.received = null;
    this.content.reset(reason);
    this.request();
  }

  private request(): void {
    this.become('requesting');
    const number = this.requestNumber;
    const since = this.received === null ? {} : { since: this.received };
    this.socket
      .timeout(REPLY_TIMEOUT_MS)
      .emit('subscribe', { topic: this.topic, ...since }, (error: Error | null, reply?: SubscribeReply) => {
        if (number !== this.requestNumber) return;
        if (error !== null || reply === undefined) this.requestLater();
        else this.handleReply(reply);
        this.listener.settled();
      });
  }

  private handleReply(reply: SubscribeReply): void {
    if (reply.ok) return this.accept(reply);
    if (reply.error.code === 'unavailable') return this.requestLater();
    this.become('refused');
    this.content.error(reply.error);
  }

  private accept(reply: Accepted): void {
    this.become('live');
    this.failures = 0;
    this.listener.serverTime(reply.serverTime);
    this.received = { epoch: reply.epoch, offset: reply.offset };
    if (reply.mode === 'snapshot') this.content.snapshot(reply, this.received);
    else this.content.resumed(reply, this.received);
  }

  private requestLater(): void {
    this.become('waiting');
    const pause = Math.min(RETRY_MS.first * 2 ** this.failures, RETRY_MS.max);
    this.failures++;
    this.retry = setTimeout(() => this.request(), pause * (0.5 + Math.random() / 2));
  }

  private become(state: State): void {
    if (this.retry !== null) clearTimeout(this.retry);
    this.retry = null;
    this.requestNumber++;
    this.state = state;
  }
}
