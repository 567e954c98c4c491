import { Component, inject, input, output } from '@angular/core';
import type { Session } from '@livekit-dashboard/contracts';
import { RowLink, RowTemplate, VirtualTable } from '@livekit-dashboard/ui';
import type { LiveRow } from '../live/live-list';
import { ColumnChoice } from './session-columns';
import { SessionRow } from './session-row';
import type { SessionSort } from './session-sort';

/** As session-row.scss has it. */
const TWO_LINES_PX = 58;

/** The table of live sessions. `held`: see `LiveList`. */
@Component({
  selector: 'lk-sessions-table',
  imports: [RowLink, RowTemplate, SessionRow, VirtualTable],
  templateUrl: './sessions-table.html',
  styles: `
    :host {
      display: flex;
      flex-direction: column;
    }
  `,
})
export class SessionsTable {
  readonly rows = input.required<readonly LiveRow<Session>[]>();
  readonly sort = input.required<SessionSort>();
  readonly turned = output<string>();
  readonly held = output<boolean>();

  protected readonly choice = inject(ColumnChoice);
  protected readonly twoLinesPx = TWO_LINES_PX;

  protected readonly sidOf = ({ sid }: LiveRow<Session>): string => sid;
}
