/** The open topics of one kind (changes or events). A topic is open from its first observer to its last. */
import type { Position, ResetReason, Topic } from '@livekit-dashboard/contracts';
import type { DashboardSocket } from './link';
import type { ChangesObserver, EventsObserver } from './observers';
import type { SubscribeOptions, Subscription } from './subscription';
import type { TopicContent, TopicMessage } from './topic-content';
import { SharedSubscription, type SharedSubscriptionListener } from './shared-subscription';

interface OpenTopic<Observer extends ChangesObserver | EventsObserver> {
  readonly shared: SharedSubscription;
  readonly content: TopicContent<Observer>;
}

export class OpenTopics<T extends Topic, Observer extends ChangesObserver | EventsObserver> {
  private readonly open = new Map<Topic, OpenTopic<Observer>>();

  constructor(
    private readonly socket: DashboardSocket,
    private readonly newContent: () => TopicContent<Observer>,
    private readonly listener: SharedSubscriptionListener,
  ) {}

  get requesting(): boolean {
    return this.subscriptions().some(({ requesting }) => requesting);
  }

  get answered(): boolean {
    return this.subscriptions().every(({ answered }) => answered);
  }

  subscribe(topic: T, observer: Observer, { since }: SubscribeOptions): Subscription {
    const open = this.open.get(topic) ?? this.start(topic, since ?? null);
    const subscription = new ObserverSubscription(open, observer, () => this.leave(open));
    queueMicrotask(() => subscription.join());
    return subscription;
  }

  message(message: TopicMessage): void {
    this.open.get(message.topic)?.shared.message(message);
  }

  reset(topic: Topic, reason: ResetReason): void {
    this.open.get(topic)?.shared.reset(reason);
  }

  up(): void {
    for (const subscription of this.subscriptions()) subscription.up();
  }

  down(): void {
    for (const subscription of this.subscriptions()) subscription.down();
  }

  close(): void {
    this.down();
    for (const { content } of this.open.values()) content.clear();
    this.open.clear();
  }

  private start(topic: T, since: Position | null): OpenTopic<Observer> {
    const content = this.newContent();
    const open = { content, shared: new SharedSubscription(topic, content, this.socket, this.listener, since) };
    this.open.set(topic, open);
    return open;
  }

  private leave({ shared, content }: OpenTopic<Observer>): void {
    if (!content.unused || this.open.get(shared.topic)?.shared !== shared) return;
    this.open.delete(shared.topic);
    shared.close();
    this.listener.settled();
  }

  private subscriptions(): SharedSubscription[] {
    return [...this.open.values()].map(({ shared }) => shared);
  }
}

/** The subscription of one observer to an open topic. */
class ObserverSubscription<Observer extends ChangesObserver | EventsObserver> implements Subscription {
  private readonly remove: () => void;
  private readonly late: boolean;
  private closed = false;

  constructor(
    private readonly open: OpenTopic<Observer>,
    private readonly observer: Observer,
    private readonly leave: () => void,
  ) {
    this.late = !open.content.unused;
    this.remove = open.content.add(observer);
  }

  get topic(): Topic {
    return this.open.shared.topic;
  }

  get position(): Position | null {
    return this.open.shared.position;
  }

  get live(): boolean {
    return !this.closed && this.open.shared.live;
  }

  /** An observer of a topic that is already open starts at the topic's position; the first one waits for the server's reply. */
  join(): void {
    if (this.late && !this.closed && this.position !== null) this.open.content.join(this.observer, this.position);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.remove();
    this.leave();
  }
}
