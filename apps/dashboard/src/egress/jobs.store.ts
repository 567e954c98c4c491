/**
 * Egresses or ingresses, live and past: pages from REST, newest first, and changes from the topic of the same name. A
 * new snapshot of the topic loads the first page again. While the list is held, rows change in place and new ones wait.
 * Provided by the page.
 */
import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import {
  type Change,
  type Egress,
  FAILED_EGRESS_STATUSES,
  type EgressList,
  type Ingress,
  type IngressList,
} from '@livekit-dashboard/contracts';
import { LiveStore } from '../live/live.store';
import { getJson, type Query } from '../live/rest';
import type { Instants } from '../range/range';
import { RestRequest } from '../shared/data/rest-request';
import {
  byStart,
  egressRow,
  FAILED_INGRESS_STATUSES,
  ingressRow,
  type JobFilter,
  type JobKind,
  type JobRow,
  matches,
} from './job-rows';

const PAGE = 100;

export interface Shown {
  readonly kind: JobKind;
  readonly filter: JobFilter;
  readonly instants: Instants;
  /** Whether the range reaches now. */
  readonly live: boolean;
}

@Injectable()
export class JobsStore {
  private readonly live = inject(LiveStore);
  private readonly destroyRef = inject(DestroyRef);
  private readonly list = signal<ReadonlyMap<string, JobRow>>(new Map());
  private readonly kept = signal<ReadonlyMap<string, JobRow>>(new Map());
  /** The last loaded page, with the state of loading. */
  private readonly page = new RestRequest<JobPage>(this.destroyRef);
  private readonly loadingFirst = signal(true);
  private readonly topicError = signal<string | null>(null);
  private shown: Shown | null = null;
  private held = false;
  private stop = (): void => undefined;

  readonly rows = computed(() => [...this.list().values()].sort(byStart));
  readonly waiting = computed(() => this.kept().size);
  /** Whether the first page is loading. */
  readonly loading = this.loadingFirst.asReadonly();
  readonly error = computed(() => this.topicError() ?? this.page.error());
  readonly total = computed((): EgressList['total'] => this.page.value()?.total ?? 0);

  open(shown: Shown): void {
    const isOther = shown.kind !== this.shown?.kind;
    this.shown = shown;
    if (!isOther) return this.reload();
    this.list.set(new Map());
    this.stop();
    this.stop = this.live.changes(
      shown.kind === 'egress' ? 'egresses' : 'ingresses',
      {
        snapshot: () => this.reload(),
        changes: (changes) => this.take(changes),
        error: ({ message }) => this.topicError.set(message),
      },
      this.destroyRef,
    );
    this.reload();
  }

  reload(): void {
    if (!this.shown) return;
    this.loadingFirst.set(true);
    void this.load(this.shown, null);
  }

  loadMore(): void {
    const cursor = this.page.value()?.cursor ?? null;
    if (!this.shown || cursor === null || this.page.loading()) return;
    void this.load(this.shown, cursor);
  }

  hold(held: boolean): void {
    this.held = held;
    if (!held) this.release();
  }

  release(): void {
    if (this.kept().size === 0) return;
    this.list.set(new Map([...this.list(), ...this.kept()]));
    this.kept.set(new Map());
  }

  private async load(shown: Shown, cursor: string | null): Promise<void> {
    await this.page.run(async (aborted) => {
      const page = await pageOf(shown, cursor, aborted);
      aborted.throwIfAborted();
      const before = cursor === null ? [] : this.list();
      this.list.set(new Map([...before, ...page.rows.map((row) => [row.key, row] as const)]));
      if (cursor === null) this.kept.set(new Map());
      this.topicError.set(null);
      return page;
    });
    if (!this.page.loading()) this.loadingFirst.set(false);
  }

  private take(changes: readonly Change[]): void {
    const { shown } = this;
    if (!shown) return;
    const [list, kept] = [new Map(this.list()), new Map(this.kept())];
    for (const change of changes) {
      const row = rowOf(change);
      if (row && list.has(row.key)) list.set(row.key, row);
      else if (row && shown.live && matches(row, shown.filter)) (this.held ? kept : list).set(row.key, row);
      else if (!row) list.delete(change.id);
    }
    this.list.set(list);
    this.kept.set(kept);
  }
}

interface JobPage {
  readonly rows: readonly JobRow[];
  readonly cursor: string | null;
  readonly total: EgressList['total'];
}

async function pageOf(
  { kind, filter, instants }: Shown,
  cursor: string | null,
  aborted: AbortSignal,
): Promise<JobPage> {
  const { state, failed, type, source, text } = filter;
  const statuses = kind === 'egress' ? FAILED_EGRESS_STATUSES : FAILED_INGRESS_STATUSES;
  const query: Query = {
    ...{ state, source, q: text, from: instants.from, to: instants.to, limit: PAGE, cursor },
    status: failed ? statuses.join(',') : undefined,
    [kind === 'egress' ? 'kind' : 'inputType']: type,
  };
  const { items, nextCursor, total } =
    kind === 'egress'
      ? await getJson<EgressList>('egresses', query, aborted)
      : await getJson<IngressList>('ingresses', query, aborted);
  const rows = items.map((item) => (kind === 'egress' ? egressRow(item as Egress) : ingressRow(item as Ingress)));
  return { rows, cursor: nextCursor, total };
}

function rowOf(change: Change): JobRow | null {
  if (change.value === null) return null;
  if (change.kind === 'egress') return egressRow(change.value);
  return change.kind === 'ingress' ? ingressRow(change.value) : null;
}
