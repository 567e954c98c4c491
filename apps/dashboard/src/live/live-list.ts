/**
 * A live list of rows that end (sessions, agents): the order of its rows, and when that may change.
 *
 * Invariants
 * - While the list is held (hovered, scrolled or focused) no row moves: new ones wait and are counted, ended ones stay.
 * - A row that ended is shown as ended in its place for ENDED_STAYS_MS, and is removed as soon as the list is not held.
 * A row that ended as soon as it was added (events that were posted late) is removed at once.
 * - The filter follows the same rules: a row that begins to match is a new one, and a row that no longer matches stays
 * while the list is held.
 * - The order follows keys taken when a row entered or the order was chosen; see sort.ts.
 * - A change of a row's values updates that row alone; `order` changes only when a row is added, removed or sorted.
 *
 * Lifecycle: lives as long as the page; `sweep` is called with each tick of the page's clock. It owns no timer.
 */
import { computed, signal, type Signal, type WritableSignal } from '@angular/core';
import { type RowChange, Rows } from './rows';
import { compareKeyed, type Order, type SortKey } from './sort';

export const ENDED_STAYS_MS = 5000;

/** `active`: it has not ended. Any other state: it has. */
export interface Ending {
  readonly state: string;
}

export interface LiveRow<T> {
  readonly sid: string;
  readonly value: Signal<T>;
  /** Whether it ended or was deleted, so that it is removed soon. */
  readonly leaving: Signal<boolean>;
}

interface Entry<T> extends LiveRow<T> {
  key: SortKey;
  /** It no longer matches the filter. */
  strayed: boolean;
  /** Null: it was in the first snapshot. */
  readonly cameAt: number | null;
  leavesAt: number | null;
  readonly leaving: WritableSignal<boolean>;
}

export class LiveList<T extends Ending> {
  private readonly rows = new Rows<T>();
  private readonly shown = new Map<string, Entry<T>>();
  private readonly waiting = new Map<string, Entry<T>>();
  private readonly sorted = signal<readonly LiveRow<T>[]>([]);
  private readonly waitingCount = signal(0);
  private held = false;
  private arrived = false;
  private admits: (value: T) => boolean = () => true;

  readonly order = this.sorted.asReadonly();
  /** How many new rows wait until the list is no longer held. */
  readonly unseen = this.waitingCount.asReadonly();
  /** How many rows there are, regardless of the filter. */
  readonly total = computed(() => this.rows.ids().length);

  /** `now`: a clock in ms of which only differences are used. */
  constructor(
    private readonly now: () => number,
    private sort: Order<T>,
  ) {}

  snapshot(changes: readonly RowChange<T>[]): void {
    const first = this.shown.size === 0;
    this.rows.replace(changes);
    for (const entry of [...this.shown.values(), ...this.waiting.values()]) this.settle(entry.sid);
    for (const { id } of changes) this.settle(id);
    if (first) this.admit();
    this.arrived = true;
    this.publish();
  }

  apply(changes: readonly RowChange<T>[]): void {
    this.rows.apply(changes);
    const moved = changes.map(({ id }) => this.settle(id));
    if (moved.includes(true)) this.publish();
  }

  /** The user chose an order: every key is read again. */
  sortBy(sort: Order<T>): void {
    this.sort = sort;
    this.rekey();
    this.publish();
  }

  /** The user chose a filter: every row is checked again. */
  filter(admits: (value: T) => boolean): void {
    this.admits = admits;
    this.waiting.clear();
    for (const { sid, value } of this.shown.values()) if (!admits(value())) this.shown.delete(sid);
    for (const sid of this.rows.ids()) this.settle(sid);
    this.admit();
    this.publish();
  }

  hold(held: boolean): void {
    this.held = held;
    if (!held && this.waiting.size > 0) {
      this.admit();
      this.publish();
    }
  }

  /** The user requested the waiting rows, and so a new order. */
  release(): void {
    this.admit();
    this.rekey();
    this.publish();
  }

  /** Removes rows that ended long enough ago, and those that no longer match. */
  sweep(): void {
    if (this.held) return;
    const now = this.now();
    const before = this.shown.size;
    for (const { sid, leavesAt, strayed } of this.shown.values()) {
      if (leavesAt !== null && leavesAt <= now) this.forget(sid);
      else if (strayed) this.shown.delete(sid);
    }
    if (this.shown.size < before) this.publish();
  }

  /** Updates the place of a row; returns whether a row was added or removed. */
  private settle(sid: string): boolean {
    const row = this.rows.row(sid);
    const ended = row?.().state !== 'active';
    const entry = this.shown.get(sid);
    if (entry) {
      this.mark(entry, ended);
      entry.strayed = !ended && !this.admits(row());
      if (row === null || row === entry.value) return false;
      this.shown.set(sid, { ...entry, value: row }); // it was gone and came back
      return true;
    }
    if (ended) return this.forget(sid); // it was added and removed before it was shown
    if (!this.admits(row())) return this.waiting.delete(sid);
    if (this.waiting.has(sid)) return false;
    const place = this.held ? this.waiting : this.shown;
    const key = this.sort.key(row());
    const cameAt = this.arrived ? this.now() : null;
    place.set(sid, { sid, value: row, key, strayed: false, cameAt, leavesAt: null, leaving: signal(false) });
    return true;
  }

  private mark(entry: Entry<T>, ended: boolean): void {
    if (ended === entry.leaving()) return;
    entry.leaving.set(ended);
    const staysMs = this.now() === entry.cameAt ? 0 : ENDED_STAYS_MS;
    entry.leavesAt = ended ? this.now() + staysMs : null;
  }

  private forget(sid: string): boolean {
    this.rows.remove(sid);
    const waited = this.waiting.delete(sid);
    return this.shown.delete(sid) || waited;
  }

  private admit(): void {
    for (const entry of this.waiting.values()) this.shown.set(entry.sid, entry);
    this.waiting.clear();
  }

  private rekey(): void {
    for (const entry of this.shown.values()) entry.key = this.sort.key(entry.value());
  }

  private publish(): void {
    this.sorted.set([...this.shown.values()].sort((a, b) => compareKeyed(a, b, this.sort.descending)));
    this.waitingCount.set(this.waiting.size);
  }
}
