import { Component, computed, inject } from '@angular/core';
import { ExportMenu, type ExportThing } from '../exports/export-menu';
import { HistoryAddress } from './history-address';

/** The matching sessions and their participants as files. */
@Component({
  selector: 'lk-history-export',
  imports: [ExportMenu],
  template: `<lk-export-menu [things]="things()" />`,
})
export class HistoryExport {
  private readonly address = inject(HistoryAddress);
  protected readonly things = computed((): readonly ExportThing[] => {
    const query = this.address.query();
    return [
      { resource: 'sessions', label: 'Sessions', query },
      { resource: 'participants', label: 'Their participants', query },
    ];
  });
}
