import { Component, input } from '@angular/core';
import type { Egress } from '@livekit-dashboard/contracts';
import { Duration, Notice, Sid, State, type TableColumn, Time, VirtualTable, RowTemplate } from '@livekit-dashboard/ui';
import { isRunning, statusTone, statusWord } from './egress-state';

/** Recordings and streams of the session, with what came out of them. */
@Component({
  selector: 'lk-egress-tab',
  imports: [Duration, Notice, Sid, State, Time, RowTemplate, VirtualTable],
  templateUrl: './egress-tab.html',
  styleUrl: './tab.scss',
})
export class EgressTab {
  readonly egresses = input.required<readonly Egress[]>();
  /** The session is. */
  readonly open = input.required<boolean>();
  protected readonly tone = statusTone;
  protected readonly running = isRunning;
  protected readonly word = statusWord;
  protected readonly idOf = (row: Egress): string => row.id;
  protected readonly columns: readonly TableColumn[] = [
    { label: 'Kind', width: 'minmax(120px, 1fr)' },
    { label: 'Status', width: 'minmax(130px, 1.1fr)' },
    { label: 'Started', width: '96px', number: true, priority: 2 },
    { label: 'Length', width: '92px', number: true },
    { label: 'Result', width: 'minmax(160px, 2.4fr)', priority: 2 },
    { label: 'Id', width: '152px', priority: 3 },
  ];

  /** Where it went: the names and addresses among the results. */
  protected result(egress: Egress): string {
    const places = egress.results.flatMap((result) =>
      ['filename', 'playlistName', 'filenamePrefix', 'url'].flatMap((key) =>
        typeof result[key] === 'string' ? [result[key]] : [],
      ),
    );
    return places.join(', ');
  }
}
