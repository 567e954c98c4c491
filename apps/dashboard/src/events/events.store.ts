/**
 * The live tail of raw webhooks: the last ones from REST, what follows from the topic `events`, joined by offset.
 *
 * Invariants: at most TAIL events are shown, the oldest go first; while the tail is held (paused, or scrolled away from its end)
 * nothing shown moves: what comes waits, at most TAIL of it, and is counted whole. Provided by the page and gone with it.
 */
import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import type { EventList, Position, StoredEvent } from '@livekit-dashboard/contracts';
import { LiveStore } from '../live/live.store';
import { faultWords, getJson, RestError } from '../live/rest';

export const TAIL = 2000;
/** How much of the past a new page shows; one request. */
const PAST = 500;

@Injectable()
export class EventsStore {
  private readonly live = inject(LiveStore);
  private readonly destroyRef = inject(DestroyRef);
  private readonly shown = signal<readonly StoredEvent[]>([]);
  private readonly kept = signal<readonly StoredEvent[]>([]);
  private readonly count = signal(0);
  private readonly busy = signal(true);
  private readonly fault = signal<string | null>(null);
  private held = false;
  private stop = (): void => undefined;
  private abort = new AbortController();

  readonly events = this.shown.asReadonly();
  /** How many came while the tail was held. */
  readonly waiting = this.count.asReadonly();
  /** More came than are kept: some will be missing between. */
  readonly dropped = computed(() => this.count() - this.kept().length);
  readonly loading = this.busy.asReadonly();
  readonly error = this.fault.asReadonly();

  constructor() {
    this.destroyRef.onDestroy(() => this.abort.abort());
    this.connect();
  }

  connect(): void {
    this.stop();
    this.fault.set(null);
    this.stop = this.live.events(
      'events',
      {
        snapshot: (position) => void this.fill(position),
        events: (events) => this.take(events),
        reset: () => this.clear(),
        error: ({ message }) => this.fault.set(message),
      },
      this.destroyRef,
    );
  }

  hold(held: boolean): void {
    this.held = held;
    if (held || this.count() === 0) return;
    const gap = this.dropped() > 0; // better a shorter tail than one with a hole
    this.shown.set(joined(gap ? [] : this.shown(), this.kept()));
    this.kept.set([]);
    this.count.set(0);
  }

  /** What lies between the newest held and where the topic starts; after a long absence only the last of it, and nothing before. */
  private async fill({ offset }: Position): Promise<void> {
    this.abort.abort();
    const { signal: aborted } = (this.abort = new AbortController());
    const newest = [...this.shown(), ...this.kept()].at(-1)?.offset ?? 0;
    const after = Math.max(newest, offset - PAST, 0);
    if (after > newest) this.clear();
    try {
      const items = await pastAfter(after, aborted);
      if (aborted.aborted) return;
      this.fault.set(null);
      this.take(items);
    } catch (fault) {
      if (aborted.aborted) return;
      this.fault.set(faultWords(fault));
    }
    this.busy.set(false);
  }

  private take(events: readonly StoredEvent[]): void {
    if (!this.held) return this.shown.set(joined(this.shown(), events));
    this.kept.set(joined(this.kept(), events));
    this.count.update((count) => count + events.length);
  }

  private clear(): void {
    this.shown.set([]);
    this.kept.set([]);
    this.count.set(0);
  }
}

/** Events after an offset; what retention no longer keeps is left out. */
async function pastAfter(after: number, aborted: AbortSignal): Promise<readonly StoredEvent[]> {
  const page = (from: number) => getJson<EventList>('events', { after: from, limit: PAST }, aborted);
  const list = await page(after).catch((fault: unknown) => {
    if (fault instanceof RestError && fault.floor !== null) return page(fault.floor);
    throw fault;
  });
  return list.items;
}

/** Both in the order of their offsets, each once, the last TAIL of them. */
function joined(held: readonly StoredEvent[], more: readonly StoredEvent[]): readonly StoredEvent[] {
  const last = held.at(-1)?.offset ?? 0;
  const contiguous = more.every((event, index) => event.offset > (more[index - 1]?.offset ?? last));
  if (contiguous) return [...held, ...more].slice(-TAIL);
  const all = new Map([...held, ...more].map((event) => [event.offset, event]));
  return [...all.values()].sort((a, b) => a.offset - b.offset).slice(-TAIL);
}
