import { Component, inject, input, output } from '@angular/core';
import { Dropdown, Icon } from '@livekit-dashboard/ui';
import { type Flag, FLAGS } from './live-filter';
import { ColumnChoice } from './session-columns';

/** The two drop-downs of the live table: what to filter by, and which columns to show. */
@Component({
  selector: 'lk-table-options',
  imports: [Dropdown, Icon],
  templateUrl: './table-options.html',
  styleUrl: './table-options.scss',
})
export class TableOptions {
  readonly flags = input.required<readonly Flag[]>();
  /** One was chosen: put it in or take it out. */
  readonly flag = output<Flag>();
  protected readonly all = FLAGS;
  protected readonly choice = inject(ColumnChoice);
}
