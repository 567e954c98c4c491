import { Component, computed, effect, inject, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ListedSession } from '@livekit-dashboard/contracts';
import {
  Duration,
  formatCount,
  Icon,
  Name,
  Notice,
  RowTemplate,
  Sid,
  SkeletonRows,
  type TableColumn,
  Tag,
  Time,
  VirtualTable,
} from '@livekit-dashboard/ui';
import { AddFilter } from './add-filter';
import { HistoryExport } from './history-export';
import { HistoryAddress } from './history-address';
import { REASONS } from './history-filter';
import { NO_RANGE } from './history-range';
import { HistoryStore } from './history.store';
import { RangePicker } from './range-picker';

/** Sessions that are over: by range, text and filter, in an order, page after page as one scrolls. */
@Component({
  selector: 'lk-session-history',
  imports: [
    AddFilter,
    Duration,
    HistoryExport,
    Icon,
    Name,
    Notice,
    RangePicker,
    RouterLink,
    RowTemplate,
    Sid,
    SkeletonRows,
    Tag,
    Time,
    VirtualTable,
  ],
  providers: [HistoryAddress, HistoryStore],
  templateUrl: './session-history.html',
  styleUrl: './session-history.scss',
})
export class SessionHistory {
  protected readonly address = inject(HistoryAddress);
  protected readonly store = inject(HistoryStore);
  protected readonly reasonWords = REASONS;
  protected readonly allTime = NO_RANGE;
  protected readonly idOf = (row: ListedSession): string => `${row.source}/${row.sid}`;
  protected readonly columns: readonly TableColumn[] = [
    { label: 'Room', width: 'minmax(150px, 3fr)', sort: 'name' },
    { label: 'Started', width: '112px', number: true, sort: 'startedAt' },
    { label: 'Ended', width: '112px', number: true, priority: 3, sort: 'endedAt' },
    { label: 'Duration', width: '100px', number: true, sort: 'duration' },
    { label: 'People', width: '80px', number: true, priority: 2, sort: 'identities' },
    { label: 'Joins', width: '72px', number: true, priority: 2, sort: 'joins' },
    { label: 'Agents', width: '72px', number: true, priority: 3 },
    { label: 'Reason', width: 'minmax(150px, 1fr)', priority: 2 },
    { label: 'Notes', width: 'minmax(120px, 1fr)', priority: 3 },
  ];

  /** `2,431 sessions`. Of a question that was given up nothing is known. */
  protected readonly counted = computed(() => {
    const total = this.store.total();
    if (total === null || this.store.cancelled() || this.store.error()) return '';
    if (typeof total !== 'number') return '10,000+ sessions';
    return `${formatCount(total)} ${total === 1 ? 'session' : 'sessions'}`;
  });
  protected readonly nothing = computed(() => {
    const narrow = [this.address.q() && 'the words', this.address.chips().length > 0 && 'the filters'].filter(Boolean);
    if (narrow.length === 0) return `Range: ${this.address.rangeLabel()}. No session of it has ended.`;
    const exact = 'A room, an identity, an agent and a field of the metadata must be exactly so.';
    return `Range: ${this.address.rangeLabel()}. Nothing in it fits ${narrow.join(' and ')} above. ${exact}`;
  });
  protected readonly shown = computed(() => formatCount(this.store.sessions().length));

  constructor() {
    effect(() => {
      const query = this.address.query();
      untracked(() => void this.store.ask(query));
    });
  }
}
