import type { ChangesTopic, EventsTopic, Topic } from '@livekit-dashboard/contracts';
import { Link } from './link';
import { type LinkStatus, ObservableStatus } from './link-status';
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
 * Invariants: an observer receives a snapshot, then every change after it, none twice and none left out, also across reconnects and
 * replicas; several subscriptions to a topic share one on the server. It never polls.
 * Lifecycle: it connects when constructed and reconnects without a limit; `close()` ends it for good.
 */
export class DashboardClient {
  private readonly currentStatus = new ObservableStatus();
  private readonly clock = new ServerClock();
  private readonly link: Link;
  private readonly changes: OpenTopics<ChangesTopic, ChangesObserver>;
  private readonly events: OpenTopics<EventsTopic, EventsObserver>;
  /** Whether the server has replied for every topic since the connection opened: the rows are as the server has them. */
  private caughtUp = false;

  constructor(options: DashboardClientOptions = {}) {
    this.link = new Link(options, {
      up: () => this.up(),
      down: () => this.down(),
      requesting: () => this.requesting(),
    });
    const { socket } = this.link;
    const listener = {
      settled: () => this.updateStatus(),
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

  /** State of the connection. */
  get status(): LinkStatus {
    return this.currentStatus.current;
  }

  /** Calls `listener` at once and at each change of the status. Returns a function that removes it. */
  onStatus(listener: (status: LinkStatus) => void): () => void {
    return this.currentStatus.listen(listener);
  }

  /** The server's clock in ms since 1970; this machine's clock until the first message arrives. */
  serverNow(): number {
    return this.clock.now();
  }

  /**
   * Subscribes to a topic of changes until the subscription is closed. The observer is never called before this returns.
   * Throws if the client is closed; every other error is reported to `observer.error`.
   */
  subscribe(topic: ChangesTopic, observer: ChangesObserver, options?: SubscribeOptions): Subscription;
  /**
   * Subscribes to a topic of events until the subscription is closed. The observer is never called before this returns.
   * Throws if the client is closed; every other error is reported to `observer.error`.
   */
  subscribe(topic: EventsTopic, observer: EventsObserver, options?: SubscribeOptions): Subscription;
  subscribe(topic: Topic, observer: ChangesObserver & EventsObserver, options: SubscribeOptions = {}): Subscription {
    if (this.status.state === 'closed') throw new Error('This DashboardClient is closed.');
    return isEventsTopic(topic)
      ? this.events.subscribe(topic, observer, options)
      : this.changes.subscribe(topic, observer, options);
  }

  /** Ends every subscription and closes the connection, for good. */
  close(): void {
    this.currentStatus.set('closed');
    this.changes.close();
    this.events.close();
    this.link.close();
  }

  private up(): void {
    this.changes.up();
    this.events.up();
    this.updateStatus();
  }

  private down(): void {
    this.caughtUp = false;
    if (this.status.state === 'live') this.currentStatus.set('reconnecting');
    this.changes.down();
    this.events.down();
  }

  private requesting(): boolean {
    return this.changes.requesting || this.events.requesting;
  }

  private updateStatus(): void {
    this.caughtUp ||= this.link.socket.connected && this.changes.answered && this.events.answered;
    if (this.caughtUp) this.currentStatus.set('live');
  }
}
