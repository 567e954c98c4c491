import { CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import { Component, computed, effect, inject, input, output, signal, viewChild } from '@angular/core';
import { FitViewport, Icon } from '@livekit-dashboard/ui';
import { Phone } from '../frame/phone';
import type { LiveRow } from './live-list';
import { ColumnChoice, type SessionColumn } from './session-columns';
import { SessionRow } from './session-row';
import type { Sort, SortField } from './session-sort';

const ROW_PX = 38;
const PHONE_ROW_PX = 58;

/** The table of live sessions. Virtual: of thousands only the rows in view exist. It says when it is held (see LiveList). */
@Component({
  selector: 'lk-sessions-table',
  imports: [CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport, FitViewport, Icon, SessionRow],
  host: {
    class: 'card',
    role: 'table',
    'aria-label': 'Live sessions',
    '[attr.aria-rowcount]': 'rows().length + 1',
    '[attr.aria-busy]': 'loading()',
    '[style.--wide]': 'choice.tracks()',
    '[style.--narrow]': 'choice.narrowTracks()',
  },
  templateUrl: './sessions-table.html',
  styleUrl: './sessions-table.scss',
})
export class SessionsTable {
  readonly rows = input.required<readonly LiveRow[]>();
  readonly loading = input(false);
  readonly sort = input.required<Sort>();
  readonly turned = output<SortField>();
  readonly held = output<boolean>();

  protected readonly choice = inject(ColumnChoice);
  protected readonly skeletons = Array.from({ length: 8 });
  protected readonly hovered = signal(false);
  protected readonly focused = signal(false);
  protected readonly scrolled = signal(false);
  private readonly phone = inject(Phone);
  private readonly viewport = viewChild(CdkVirtualScrollViewport);
  protected readonly rowPx = computed(() => (this.phone.is() ? PHONE_ROW_PX : ROW_PX));
  private readonly holding = computed(() => this.hovered() || this.focused() || this.scrolled());

  constructor() {
    effect(() => this.held.emit(this.holding()));
  }

  protected readonly sidOf = (_index: number, row: LiveRow): string => row.sid;

  protected direction(column: SessionColumn): 'ascending' | 'descending' | null {
    if (column.sort !== this.sort().field) return null;
    return this.sort().descending ? 'descending' : 'ascending';
  }

  protected scroll(): void {
    this.scrolled.set((this.viewport()?.measureScrollOffset('top') ?? 0) > 0);
  }
}
