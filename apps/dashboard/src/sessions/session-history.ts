import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Session } from '@livekit-dashboard/contracts';
import {
  Duration,
  Name,
  Notice,
  RowTemplate,
  Sid,
  type TableColumn,
  Tag,
  Time,
  VirtualTable,
} from '@livekit-dashboard/ui';
import { ZoneChoice } from '../frame/zone-choice';
import { dayRange } from './day-range';
import { HistoryStore } from './history.store';

/** Sessions that are over, newest first: by text, by days, page after page. */
@Component({
  selector: 'lk-session-history',
  imports: [Duration, Name, Notice, RouterLink, RowTemplate, Sid, Tag, Time, VirtualTable],
  providers: [HistoryStore],
  templateUrl: './session-history.html',
  styleUrl: './session-history.scss',
})
export class SessionHistory {
  readonly q = input<string>();
  /** Days of the URL, both included. */
  readonly from = input<string>();
  readonly to = input<string>();

  protected readonly store = inject(HistoryStore);
  private readonly router = inject(Router);
  private readonly zone = inject(ZoneChoice).zone;
  protected readonly filtered = computed(() => [this.q(), this.from(), this.to()].some(Boolean));
  protected readonly idOf = (row: Session): string => row.sid;
  protected readonly columns: readonly TableColumn[] = [
    { label: 'Room', width: 'minmax(150px, 2.6fr)' },
    { label: 'Started', width: '112px', number: true },
    { label: 'Ended', width: '112px', number: true, priority: 3 },
    { label: 'Duration', width: '92px', number: true },
    { label: 'People', width: '76px', number: true, priority: 2 },
    { label: 'Joins', width: '72px', number: true, priority: 2 },
    { label: 'Notes', width: 'minmax(130px, 1.8fr)', priority: 2 },
  ];

  constructor() {
    effect(() => {
      const query = { q: this.q(), ...dayRange(this.from(), this.to(), this.zone()) };
      untracked(() => void this.store.ask(query));
    });
  }

  protected choose(days: { from?: string | null; to?: string | null }): void {
    void this.router.navigate([], { queryParams: days, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
