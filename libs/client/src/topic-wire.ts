/**
 * One topic on the wire, whatever the number of its observers.
 *
 * Invariants: `position` covers all that the observers were told; messages are taken only between the acknowledgement and the next
 * request; a message that would leave a gap is not taken, it makes the topic subscribe anew with `since`.
 * Lifecycle: `up` and `down` follow the link; `close` ends the subscription on the server.
 */
import type { Position, ResetReason, SubscribeReply, Topic } from '@livekit-dashboard/contracts';
import type { DashboardSocket } from './link';
import type { Accepted, TopicContent, TopicMessage } from './topic-content';

/** Just what the wire needs of a topic's content, of either sort. */
export type WireContent = Pick<TopicContent<never>, 'snapshot' | 'resumed' | 'message' | 'reset' | 'error'>;

export interface WireListener {
  /** An answer came, or no longer comes: see `answered`. */
  settled(): void;
  serverTime(time: string): void;
}

/** How long the server may take over an answer, and the pauses after `unavailable`. */
const ANSWER_MS = 20_000;
const RETRY_MS = { first: 500, most: 10_000 };

/** idle: no link. asking: a request is under way. waiting: to ask again. live. refused: until the next link. */
type WireState = 'idle' | 'asking' | 'waiting' | 'live' | 'refused';

export class TopicWire {
  private state: WireState = 'idle';
  private held: Position | null;
  /** Numbers the requests: the answer to an older one says nothing any more. */
  private request = 0;
  private failures = 0;
  private retry: ReturnType<typeof setTimeout> | null = null;

  constructor(
    readonly topic: Topic,
    private readonly content: WireContent,
    private readonly socket: DashboardSocket,
    private readonly listener: WireListener,
    since: Position | null,
  ) {
    this.held = since;
    if (socket.connected) this.ask();
  }

  get position(): Position | null {
    return this.held;
  }

  get live(): boolean {
    return this.state === 'live';
  }

  get asking(): boolean {
    return this.state === 'asking';
  }

  /** The server has told what is to be told now. */
  get answered(): boolean {
    return this.state === 'live' || this.state === 'refused';
  }

  up(): void {
    this.failures = 0;
    this.ask();
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
    if (this.state !== 'live' || this.held === null) return;
    const { epoch, fromOffset, toOffset } = message;
    const held = this.held.offset;
    if (epoch !== this.held.epoch || fromOffset > held) return this.ask();
    // One that covers nothing tells how time went on (see DIGESTS); any other old one was told before.
    if (toOffset < held || (toOffset === held && fromOffset < toOffset)) return;
    this.held = { epoch, offset: toOffset };
    this.content.message(message, this.held, held);
  }

  reset(reason: ResetReason): void {
    if (this.state === 'idle') return;
    this.held = null;
    this.content.reset(reason);
    this.ask();
  }

  private ask(): void {
    this.become('asking');
    const request = this.request;
    const since = this.held === null ? {} : { since: this.held };
    this.socket
      .timeout(ANSWER_MS)
      .emit('subscribe', { topic: this.topic, ...since }, (error: Error | null, reply?: SubscribeReply) => {
        if (request !== this.request) return;
        if (error !== null || reply === undefined) this.askLater();
        else this.answer(reply);
        this.listener.settled();
      });
  }

  private answer(reply: SubscribeReply): void {
    if (reply.ok) return this.accept(reply);
    if (reply.error.code === 'unavailable') return this.askLater();
    this.become('refused');
    this.content.error(reply.error);
  }

  private accept(reply: Accepted): void {
    this.become('live');
    this.failures = 0;
    this.listener.serverTime(reply.serverTime);
    this.held = { epoch: reply.epoch, offset: reply.offset };
    if (reply.mode === 'snapshot') this.content.snapshot(reply, this.held);
    else this.content.resumed(reply, this.held);
  }

  private askLater(): void {
    this.become('waiting');
    const pause = Math.min(RETRY_MS.first * 2 ** this.failures, RETRY_MS.most);
    this.failures++;
    this.retry = setTimeout(() => this.ask(), pause * (0.5 + Math.random() / 2));
  }

  private become(state: WireState): void {
    if (this.retry !== null) clearTimeout(this.retry);
    this.retry = null;
    this.request++;
    this.state = state;
  }
}
