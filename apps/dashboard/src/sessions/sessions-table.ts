import { CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import { Component, computed, inject, input, output } from '@angular/core';
import type { Session } from '@livekit-dashboard/contracts';
import { ColumnHead, FitViewport, Hold, RowLink } from '@livekit-dashboard/ui';
import { Phone } from '../frame/phone';
import type { LiveRow } from '../live/live-list';
import { ColumnChoice, type SessionColumn } from './session-columns';
import { SessionRow } from './session-row';
import type { SessionSort, SortField } from './session-sort';

const ROW_PX = 38;
const PHONE_ROW_PX = 58;

/**
 * The table of live sessions. Virtual: of thousands of rows, only those in view are in the page. `held`: see
 * `LiveList`.
 */
@Component({
  selector: 'lk-sessions-table',
  hostDirectives: [RowLink],
  imports: [
    CdkFixedSizeVirtualScroll,
    CdkVirtualForOf,
    CdkVirtualScrollViewport,
    ColumnHead,
    FitViewport,
    Hold,
    SessionRow,
  ],
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
  readonly rows = input.required<readonly LiveRow<Session>[]>();
  readonly loading = input(false);
  readonly sort = input.required<SessionSort>();
  readonly turned = output<SortField>();
  readonly held = output<boolean>();

  protected readonly choice = inject(ColumnChoice);
  protected readonly skeletons = Array.from({ length: 8 });
  private readonly phone = inject(Phone);
  protected readonly rowPx = computed(() => (this.phone.is() ? PHONE_ROW_PX : ROW_PX));

  protected readonly sidOf = (_index: number, row: LiveRow<Session>): string => row.sid;

  protected turn({ sort }: SessionColumn): void {
    if (sort) this.turned.emit(sort);
  }
}
