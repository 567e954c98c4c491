import { Component, inject, input, output } from '@angular/core';
import { Dropdown, Icon } from '@livekit-dashboard/ui';
import { ColumnMenu } from './column-menu';
import { type Flag, FLAGS } from './live-filter';
import { ColumnChoice } from './session-columns';

/** The two menus of the live table: filters and columns. */
@Component({
  selector: 'lk-table-options',
  imports: [ColumnMenu, Dropdown, Icon],
  templateUrl: './table-options.html',
  styleUrls: ['./menu-choice.scss', './table-options.scss'],
})
export class TableOptions {
  readonly flags = input.required<readonly Flag[]>();
  /** A filter or column was chosen: it is added or removed. */
  readonly flag = output<Flag>();
  protected readonly all = FLAGS;
  protected readonly choice = inject(ColumnChoice);
}
