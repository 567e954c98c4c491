/**
 * What differs between a topic of changes and one of raw events: what is kept, and which of the observer's functions hear of it.
 * The wire (topic-wire.ts) is the same for both.
 */
import type {
  ChangesMessage,
  EventsMessage,
  Position,
  ResetReason,
  SubscribeReply,
} from '@livekit-dashboard/contracts';
import { HeldChanges } from './held-changes';
import type { ChangesObserver, EventsObserver, SubscribeError } from './observers';

export type Accepted = Extract<SubscribeReply, { ok: true }>;
export type TopicMessage = ChangesMessage | EventsMessage;

export abstract class TopicContent<Observer extends ChangesObserver | EventsObserver> {
  private readonly entries = new Set<{ readonly observer: Observer }>();

  get unused(): boolean {
    return this.entries.size === 0;
  }

  /** Returns what removes it. One observer added twice is two. */
  add(observer: Observer): () => void {
    const entry = { observer };
    this.entries.add(entry);
    return () => void this.entries.delete(entry);
  }

  clear(): void {
    this.entries.clear();
    this.forget();
  }

  reset(reason: ResetReason): void {
    this.forget();
    this.tell((observer) => observer.reset?.(reason));
  }

  error(error: SubscribeError): void {
    this.tell((observer) => observer.error?.(error));
  }

  /** Starts an observer that came when the topic was under way. */
  abstract welcome(observer: Observer, position: Position): void;
  abstract snapshot(reply: Accepted, position: Position): void;
  abstract resumed(reply: Accepted, position: Position): void;
  /** A message that begins at or before `held` and ends after it. */
  abstract message(message: TopicMessage, position: Position, held: number): void;
  protected abstract forget(): void;

  /** One observer that throws takes nothing from the others, nor from the position; its error is reported as uncaught. */
  protected tell(each: (observer: Observer) => void): void {
    for (const entry of [...this.entries]) {
      if (this.entries.has(entry)) guarded(() => each(entry.observer));
    }
  }
}

function guarded(call: () => void): void {
  try {
    call();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

export class ChangesContent extends TopicContent<ChangesObserver> {
  private readonly held = new HeldChanges();

  override welcome(observer: ChangesObserver, position: Position): void {
    guarded(() => observer.snapshot?.(this.held.all(), position));
  }

  override snapshot(reply: Accepted, position: Position): void {
    const changes = 'changes' in reply ? reply.changes : [];
    this.held.replace(changes);
    this.tell((observer) => observer.snapshot?.(changes, position));
  }

  override resumed(reply: Accepted, position: Position): void {
    if ('changes' in reply) this.apply(reply.changes, position);
  }

  override message(message: TopicMessage, position: Position): void {
    if ('changes' in message) this.apply(message.changes, position);
  }

  protected override forget(): void {
    this.held.clear();
  }

  private apply(changes: ChangesMessage['changes'], position: Position): void {
    const news = this.held.apply(changes);
    if (news.length > 0) this.tell((observer) => observer.changes?.(news, position));
  }
}

export class EventsContent extends TopicContent<EventsObserver> {
  override welcome(observer: EventsObserver, position: Position): void {
    guarded(() => observer.snapshot?.(position));
  }

  override snapshot(_reply: Accepted, position: Position): void {
    this.tell((observer) => observer.snapshot?.(position));
  }

  override resumed(reply: Accepted, position: Position): void {
    if ('events' in reply) this.give(reply.events, position);
  }

  override message(message: TopicMessage, position: Position, held: number): void {
    if ('events' in message)
      this.give(
        message.events.filter((event) => event.offset > held),
        position,
      );
  }

  protected override forget(): void {
    // Events are given on and not kept.
  }

  private give(events: EventsMessage['events'], position: Position): void {
    if (events.length > 0) this.tell((observer) => observer.events?.(events, position));
  }
}
