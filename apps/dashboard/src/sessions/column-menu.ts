import { Component, input } from '@angular/core';
import { Dropdown, Icon } from '@livekit-dashboard/ui';
import type { ChoosableColumn, KeptColumns } from './kept-columns';

/** The menu of the columns of a table. Not on a phone, whose rows are two lines. */
@Component({
  selector: 'lk-column-menu',
  imports: [Dropdown, Icon],
  template: `
    <lk-dropdown label="Columns">
      <ng-container ngProjectAs="[face]"><lk-icon name="columns" />Columns</ng-container>
      @for (column of choice().optional(); track column.id) {
        <label
          ><input type="checkbox" [checked]="choice().shown().has(column.id)" (change)="choice().toggle(column.id)" />{{
            column.label
          }}</label
        >
      }
    </lk-dropdown>
  `,
  styleUrls: ['./menu-choice.scss', './column-menu.scss'],
})
export class ColumnMenu<Id extends string> {
  readonly choice = input.required<KeptColumns<Id, ChoosableColumn<Id>>>();
}
