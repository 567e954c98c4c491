import { Component, computed, DestroyRef, effect, inject, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { ListedSession } from '@livekit-dashboard/contracts';
import {
  Duration,
  formatCount,
  Icon,
  Name,
  Notice,
  RowLink,
  RowTemplate,
  Sid,
  SkeletonRows,
  Tag,
  Time,
  VirtualTable,
} from '@livekit-dashboard/ui';
import { sourceParam } from '../live/source-param';
import { NO_RANGE } from '../range/range';
import { TimeRangePicker } from '../range/range-picker';
import { endLabel } from '../shared/labels';
import { AddFilter } from './add-filter';
import { ColumnMenu } from './column-menu';
import { HistoryAddress } from './history-address';
import { HistoryColumns } from './history-columns';
import { HistoryExport } from './history-export';
import { HistoryMemory } from './history-memory';
import { HistoryStore } from './history.store';
import { SessionPeople } from './session-people';

/**
 * Ended sessions by range, text and filter, in a chosen order, page by page while scrolling. A user who returns finds
 * the same position.
 */
@Component({
  selector: 'lk-session-history',
  imports: [
    AddFilter,
    ColumnMenu,
    Duration,
    HistoryExport,
    Icon,
    Name,
    Notice,
    RouterLink,
    RowLink,
    RowTemplate,
    SessionPeople,
    Sid,
    SkeletonRows,
    Tag,
    Time,
    TimeRangePicker,
    VirtualTable,
  ],
  providers: [HistoryAddress, HistoryStore],
  templateUrl: './session-history.html',
  styleUrl: './session-history.scss',
})
export class SessionHistory {
  protected readonly address = inject(HistoryAddress);
  protected readonly store = inject(HistoryStore);
  private readonly router = inject(Router);
  private readonly memory = inject(HistoryMemory);
  protected readonly choice = inject(HistoryColumns).kept;
  protected readonly endLabel = endLabel;
  protected readonly sourceParam = sourceParam;
  protected readonly allTime = NO_RANGE;
  protected readonly idOf = (row: ListedSession): string => `${row.source}/${row.sid}`;
  /** The first row of the table: the one that was first in view when the user left it. */
  protected firstRow = 0;

  /** `2,431 sessions`. Empty for a cancelled query. */
  protected readonly counted = computed(() => {
    const total = this.store.total();
    if (total === null || this.store.cancelled() || this.store.error()) return '';
    if (typeof total !== 'number') return '10,000+ sessions';
    return `${formatCount(total)} ${total === 1 ? 'session' : 'sessions'}`;
  });
  protected readonly nothing = computed(() => {
    const narrow = [this.address.q() && 'the search', this.address.chips().length > 0 && 'the filters'].filter(Boolean);
    if (narrow.length === 0) return `Range: ${this.address.rangeLabel()}. No session in it has ended.`;
    const exact = 'Room, identity, agent, tenant and metadata must match exactly.';
    return `Range: ${this.address.rangeLabel()}. Nothing in it matches ${narrow.join(' and ')} above. ${exact}`;
  });
  protected readonly shown = computed(() => formatCount(this.store.sessions().length));

  private url = this.router.url;
  private row = 0;

  constructor() {
    const left = returning(this.router) ? this.memory.at(this.url) : null;
    if (left) {
      this.address.restore(left.asOfMs);
      this.store.restore(left.pages);
      this.firstRow = this.row = left.row;
    }
    let shown = left !== null;
    effect(() => {
      const query = this.address.query();
      this.url = untracked(() => this.router.url);
      if (!shown) untracked(() => void this.store.ask(query));
      shown = false;
    });
    inject(DestroyRef).onDestroy(() => {
      const pages = this.store.loaded;
      if (pages) this.memory.keep({ url: this.url, pages, asOfMs: this.address.asOf, row: this.row });
    });
  }

  protected scrolledTo(row: number): void {
    this.row = row;
  }
}

/** Whether the navigation was Back, or a link back, like the one at the top of a session. */
function returning(router: Router): boolean {
  const navigation = router.currentNavigation() ?? router.lastSuccessfulNavigation();
  return navigation?.trigger === 'popstate' || navigation?.extras.state?.['returning'] === true;
}
