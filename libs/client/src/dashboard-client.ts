import type { ChangesTopic, EventsTopic, Topic } from '@livekit-dashboard/contracts';
import { Link } from './link';
import { type LinkStatus, StatusHolder } from './link-status';
import type { ChangesObserver, EventsObserver } from './observers';
import { OpenTopics } from './open-topics';
import type { DashboardClientOptions } from './options';
import { ServerClock } from './server-clock';
import type { SubscribeOptions, Subscription } from './subscription';
import { ChangesContent, EventsContent } from './topic-content';

const isEventsTopic = (topic: Topic): topic is EventsTopic => topic === 'events' || topic.startsWith('events:');

/**
 * A live view of one dashboard over one WebSocket.
 *
 * Invariants: an observer sees a snapshot, then every change after it, none twice and none left out, also across reconnects and
 * replicas; several subscriptions to a topic share one on the wire. It never polls.
 * Lifecycle: it connects when made and keeps trying for ever; `close()` ends it for good.
 */
export class DashboardClient {
  private readonly holder = new StatusHolder();
  private readonly clock = new ServerClock();
  private readonly link: Link;
  private readonly changes: OpenTopics<ChangesTopic, ChangesObserver>;
  private readonly events: OpenTopics<EventsTopic, EventsObserver>;
  /** Since the link came up every topic has been answered once: what is held is what the server holds. */
  private caughtUp = false;

  constructor(options: DashboardClientOptions = {}) {
    this.link = new Link(options, { up: () => this.up(), down: () => this.down(), waiting: () => this.waiting() });
    const { socket } = this.link;
    const listener = {
      settled: () => this.look(),
      serverTime: (time: string) => this.clock.sample(time),
    };
    this.changes = new OpenTopics(socket, () => new ChangesContent(), listener);
    this.events = new OpenTopics(socket, () => new EventsContent(), listener);
    socket.on('changes', (message) => this.changes.message(message));
    socket.on('events', (message) => this.events.message(message));
    socket.on('reset', ({ topic, reason }) => {
      if (isEventsTopic(topic)) this.events.reset(topic, reason);
      else this.changes.reset(topic, reason);
    });
    socket.on('heartbeat', ({ serverTime }) => this.clock.sample(serverTime));
  }

  get status(): LinkStatus {
    return this.holder.current;
  }

  /** Calls `listener` at once and at each change. Returns what ends that. */
  onStatus(listener: (status: LinkStatus) => void): () => void {
    return this.holder.listen(listener);
  }

  /** The server's clock, in ms since 1970. This machine's own until the first message came. */
  serverNow(): number {
    return this.clock.now();
  }

  /**
   * Follows a topic until the subscription is closed. The observer is never called before this returns.
   * Throws if the client is closed; everything else is told to `observer.error`.
   */
  subscribe(topic: ChangesTopic, observer: ChangesObserver, options?: SubscribeOptions): Subscription;
  subscribe(topic: EventsTopic, observer: EventsObserver, options?: SubscribeOptions): Subscription;
  subscribe(topic: Topic, observer: ChangesObserver & EventsObserver, options: SubscribeOptions = {}): Subscription {
    if (this.status.state === 'closed') throw new Error('This DashboardClient is closed.');
    return isEventsTopic(topic)
      ? this.events.follow(topic, observer, options)
      : this.changes.follow(topic, observer, options);
  }

  /** Ends every subscription and the connection. */
  close(): void {
    this.holder.set('closed');
    this.changes.close();
    this.events.close();
    this.link.close();
  }

  private up(): void {
    this.changes.up();
    this.events.up();
    this.look();
  }

  private down(): void {
    this.caughtUp = false;
    if (this.status.state === 'live') this.holder.set('reconnecting');
    this.changes.down();
    this.events.down();
  }

  private waiting(): boolean {
    return this.changes.asking || this.events.asking;
  }

  private look(): void {
    this.caughtUp ||= this.link.socket.connected && this.changes.answered && this.events.answered;
    if (this.caughtUp) this.holder.set('live');
  }
}
