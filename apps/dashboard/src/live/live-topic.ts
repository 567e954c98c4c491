/**
 * A topic of rows that start and end, kept in a LiveList. If it is too large for a snapshot, it is loaded from REST,
 * page by page, and followed from the offset of the first page.
 *
 * Lifecycle: created in an injection context; it subscribes at once and ends with that context.
 */
import { computed, DestroyRef, effect, inject, signal, untracked } from '@angular/core';
import type { Change, EntityOf, Position } from '@livekit-dashboard/contracts';
import { changesOf } from './changes-of';
import { LiveList } from './live-list';
import { LiveStore } from './live.store';
import { loadActive, type LiveKind, TOPIC_OF } from './load-active';
import { errorText } from './rest';
import type { Order } from './sort';
import { Ticker } from './ticker';

export class LiveTopic<K extends LiveKind> {
  protected readonly live = inject(LiveStore);
  private readonly ticker = inject(Ticker);
  protected readonly destroyRef = inject(DestroyRef);
  protected readonly list: LiveList<EntityOf<K>>;
  private readonly arrived = signal(false);
  private readonly failure = signal<string | null>(null);
  private readonly holders = new Set<string>();
  private stop = (): void => undefined;

  readonly loading = computed(() => !this.arrived());
  readonly error = this.failure.asReadonly();
  readonly unseen = computed(() => this.list.unseen());
  /** The rows that match the filter, in order. */
  readonly rows = computed(() => this.list.order());
  /** How many rows there are without the filter. */
  readonly total = computed(() => this.list.total());

  constructor(
    private readonly kind: K,
    order: Order<EntityOf<K>>,
  ) {
    this.list = new LiveList(() => untracked(this.ticker.beat), order);
    this.connect();
    effect(() => {
      this.ticker.beat();
      untracked(() => this.list.sweep());
    });
  }

  connect(since?: Position): void {
    this.stop();
    this.failure.set(null);
    this.stop = this.live.changes(
      TOPIC_OF[this.kind],
      {
        snapshot: (changes) => this.begin(changes),
        changes: (changes) => this.list.apply(changesOf(this.kind, changes)),
        error: ({ code, message }) => (code === 'too_large' ? void this.takeFromRest() : this.failure.set(message)),
      },
      this.destroyRef,
      since,
    );
  }

  /**
   * `by`: what the user is using, the list or the button with the number of waiting rows. The list is held while it is
   * one of them.
   */
  hold(held: boolean, by: 'list' | 'waiting' = 'list'): void {
    if (held) this.holders.add(by);
    else this.holders.delete(by);
    this.list.hold(this.holders.size > 0);
  }

  release(): void {
    this.list.release();
  }

  private async takeFromRest(): Promise<void> {
    const aborted = new AbortController();
    const forget = this.destroyRef.onDestroy(() => aborted.abort());
    try {
      const { changes, since } = await loadActive(this.kind, aborted.signal);
      this.begin(changes);
      this.connect(since);
    } catch (error) {
      if (!aborted.signal.aborted) this.failure.set(errorText(error));
    } finally {
      forget();
    }
  }

  private begin(changes: readonly Change[]): void {
    this.list.snapshot(changesOf(this.kind, changes));
    this.failure.set(null);
    this.arrived.set(true);
  }
}
