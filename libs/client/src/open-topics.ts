/**
 * The topics of one sort that are followed now. A topic is open from its first observer to its last.
 */
import type { Position, ResetReason, Topic } from '@livekit-dashboard/contracts';
import type { DashboardSocket } from './link';
import type { ChangesObserver, EventsObserver } from './observers';
import type { SubscribeOptions, Subscription } from './subscription';
import type { TopicContent, TopicMessage } from './topic-content';
import { TopicWire, type WireListener } from './topic-wire';

interface OpenTopic<Observer extends ChangesObserver | EventsObserver> {
  readonly wire: TopicWire;
  readonly content: TopicContent<Observer>;
}

export class OpenTopics<T extends Topic, Observer extends ChangesObserver | EventsObserver> {
  private readonly open = new Map<Topic, OpenTopic<Observer>>();

  constructor(
    private readonly socket: DashboardSocket,
    private readonly newContent: () => TopicContent<Observer>,
    private readonly listener: WireListener,
  ) {}

  get asking(): boolean {
    return this.wires().some((wire) => wire.asking);
  }

  get answered(): boolean {
    return this.wires().every((wire) => wire.answered);
  }

  follow(topic: T, observer: Observer, { since }: SubscribeOptions): Subscription {
    const open = this.open.get(topic) ?? this.start(topic, since ?? null);
    const handle = new Handle(open, observer, () => this.leave(open));
    queueMicrotask(() => handle.welcome());
    return handle;
  }

  message(message: TopicMessage): void {
    this.open.get(message.topic)?.wire.message(message);
  }

  reset(topic: Topic, reason: ResetReason): void {
    this.open.get(topic)?.wire.reset(reason);
  }

  up(): void {
    for (const wire of this.wires()) wire.up();
  }

  down(): void {
    for (const wire of this.wires()) wire.down();
  }

  close(): void {
    this.down();
    for (const { content } of this.open.values()) content.clear();
    this.open.clear();
  }

  private start(topic: T, since: Position | null): OpenTopic<Observer> {
    const content = this.newContent();
    const open = { content, wire: new TopicWire(topic, content, this.socket, this.listener, since) };
    this.open.set(topic, open);
    return open;
  }

  private leave({ wire, content }: OpenTopic<Observer>): void {
    if (!content.unused || this.open.get(wire.topic)?.wire !== wire) return;
    this.open.delete(wire.topic);
    wire.close();
    this.listener.settled();
  }

  private wires(): TopicWire[] {
    return [...this.open.values()].map(({ wire }) => wire);
  }
}

/** One observer's hold on an open topic. */
class Handle<Observer extends ChangesObserver | EventsObserver> implements Subscription {
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
    return this.open.wire.topic;
  }

  get position(): Position | null {
    return this.open.wire.position;
  }

  get live(): boolean {
    return !this.closed && this.open.wire.live;
  }

  /** An observer that joins a topic under way starts where the topic is; the first one waits for the server's answer. */
  welcome(): void {
    if (this.late && !this.closed && this.position !== null) this.open.content.welcome(this.observer, this.position);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.remove();
    this.leave();
  }
}
