import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { type Params, Router, RouterLink } from '@angular/router';
import { Icon, Notice, SkeletonRows } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { SetupBanner } from '../setup/setup-banner';
import { NO_HISTORY } from './history-filter';
import { type Flag, FLAGS, parseFlags, toggled } from './live-filter';
import { parseSessionSort, turnSessionSort } from './session-sort';
import { SessionHistory } from './session-history';
import { SessionsStore } from './sessions.store';
import { SessionsTable } from './sessions-table';
import { TableOptions } from './table-options';

/**
 * `/sessions`: live sessions and the history. View, filter (`q`, `only`; of the history: `HistoryAddress`) and order
 * are in the URL.
 */
@Component({
  selector: 'lk-sessions-page',
  imports: [Icon, Notice, RouterLink, SessionHistory, SessionsTable, SetupBanner, SkeletonRows, TableOptions],
  providers: [SessionsStore],
  host: { class: 'page' },
  templateUrl: './sessions.page.html',
  styleUrl: './sessions.page.scss',
})
export class SessionsPage {
  /** From the URL. */
  readonly q = input<string>();
  readonly sort = input<string>();
  readonly view = input<string>();
  readonly only = input<string>();

  protected readonly store = inject(SessionsStore);
  protected readonly live = inject(LiveStore);
  private readonly router = inject(Router);
  protected readonly history = computed(() => this.view() === 'history');
  protected readonly order = computed(() => parseSessionSort(this.sort()));
  protected readonly noHistory = { ...NO_HISTORY, view: null };
  protected readonly flags = computed(() => parseFlags(this.only()));
  protected readonly activeFlags = computed(() => FLAGS.filter(({ flag }) => this.flags().includes(flag)));
  protected readonly filtered = computed(() => Boolean(this.q()) || this.flags().length > 0);

  constructor() {
    effect(() => {
      const [words, flags] = [this.q() ?? '', this.flags()];
      untracked(() => this.store.filter({ words, flags }));
    });
    effect(() => {
      const order = this.order();
      untracked(() => this.store.sortBy(order));
    });
  }

  protected turn(field: string): void {
    this.choose({ sort: turnSessionSort(this.order(), field) });
  }

  protected toggle(flag: Flag): void {
    this.choose({ only: this.turnedRound(flag) });
  }

  /** The URL's flags with this one toggled. */
  protected turnedRound(flag: Flag): string | null {
    return toggled(this.flags(), flag);
  }

  private choose(queryParams: Params): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
