import { Component, computed, effect, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Icon, Notice } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { SetupGuide } from '../setup/setup-guide';
import { formatSort, parseSort, type SortField, turnSort } from './session-sort';
import { SessionHistory } from './session-history';
import { SessionsStore } from './sessions.store';
import { SessionsTable } from './sessions-table';

/** `/sessions`: what is going on now, and what was. View, filter (`q`), order and days are in the URL. */
@Component({
  selector: 'lk-sessions-page',
  imports: [Icon, Notice, RouterLink, SessionHistory, SessionsTable, SetupGuide],
  providers: [SessionsStore],
  templateUrl: './sessions.page.html',
  styleUrl: './sessions.page.scss',
})
export class SessionsPage {
  /** From the URL. */
  readonly q = input<string>();
  readonly sort = input<string>();
  readonly view = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();

  protected readonly store = inject(SessionsStore);
  protected readonly live = inject(LiveStore);
  private readonly router = inject(Router);
  protected readonly history = computed(() => this.view() === 'history');
  protected readonly order = computed(() => parseSort(this.sort()));

  constructor() {
    effect(() => this.store.find(this.q() ?? ''));
    effect(() => this.store.sortBy(this.order()));
  }

  protected turn(field: SortField): void {
    void this.router.navigate([], {
      queryParams: { sort: formatSort(turnSort(this.order(), field)) },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }
}
