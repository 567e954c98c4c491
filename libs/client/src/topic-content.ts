/**
 * The difference between a topic of changes and one of raw events: what is cached, and which callbacks of an observer are called.
 * The subscription (shared-subscription.ts) is the same for both.
 */
import type {
  ChangesMessage,
  EventsMessage,
  Position,
  ResetReason,
  SubscribeReply,
} from '@livekit-dashboard/contracts';
import { ChangeCache } from './change-cache';
import type { ChangesObserver, EventsObserver, SubscribeError } from './observers';

export type Accepted = Extract<SubscribeReply, { ok: true }>;
export type TopicMessage = ChangesMessage | EventsMessage;

export abstract class TopicContent<Observer extends ChangesObserver | EventsObserver> {
  private readonly entries = new Set<{ readonly observer: Observer }>();

  get unused(): boolean {
    return this.entries.size === 0;
  }

  /** Returns a function that removes it. An observer that is added twice is called twice. */
  add(observer: Observer): () => void {
    const entry = { observer };
    this.entries.add(entry);
    return () => void this.entries.delete(entry);
  }

  clear(): void {
    this.entries.clear();
    this.clearCache();
  }

  reset(reason: ResetReason): void {
    this.clearCache();
    this.notify((observer) => observer.reset?.(reason));
  }

  error(error: SubscribeError): void {
    this.notify((observer) => observer.error?.(error));
  }

  /** Sends a snapshot to an observer that was added after the first reply. */
  abstract join(observer: Observer, position: Position): void;
  abstract snapshot(reply: Accepted, position: Position): void;
  abstract resumed(reply: Accepted, position: Position): void;
  /** Handles a message that begins at or before the offset `received` and ends after it. */
  abstract message(message: TopicMessage, position: Position, received: number): void;
  /** Removes all cached rows. */
  protected abstract clearCache(): void;

  /** An observer that throws affects neither the others nor the position; its error is reported as uncaught. */
  protected notify(each: (observer: Observer) => void): void {
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
  private readonly cache = new ChangeCache();

  override join(observer: ChangesObserver, position: Position): void {
    guarded(() => observer.snapshot?.(this.cache.all(), position));
  }

  override snapshot(reply: Accepted, position: Position): void {
    const changes = 'changes' in reply ? reply.changes : [];
    this.cache.replace(changes);
    this.notify((observer) => observer.snapshot?.(changes, position));
  }

  override resumed(reply: Accepted, position: Position): void {
    if ('changes' in reply) this.apply(reply.changes, position);
  }

  override message(message: TopicMessage, position: Position): void {
    if ('changes' in message) this.apply(message.changes, position);
  }

  protected override clearCache(): void {
    this.cache.clear();
  }

  private apply(changes: ChangesMessage['changes'], position: Position): void {
    const newer = this.cache.apply(changes);
    if (newer.length > 0) this.notify((observer) => observer.changes?.(newer, position));
  }
}

export class EventsContent extends TopicContent<EventsObserver> {
  override join(observer: EventsObserver, position: Position): void {
    guarded(() => observer.snapshot?.(position));
  }

  override snapshot(_reply: Accepted, position: Position): void {
    this.notify((observer) => observer.snapshot?.(position));
  }

  override resumed(reply: Accepted, position: Position): void {
    if ('events' in reply) this.emit(reply.events, position);
  }

  override message(message: TopicMessage, position: Position, received: number): void {
    if ('events' in message)
      this.emit(
        message.events.filter((event) => event.offset > received),
        position,
      );
  }

  protected override clearCache(): void {
    // Events are not cached.
  }

  private emit(events: EventsMessage['events'], position: Position): void {
    if (events.length > 0) this.notify((observer) => observer.events?.(events, position));
  }
}
