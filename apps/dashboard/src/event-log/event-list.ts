import { Component, computed, input, output, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Name, RowTemplate, type TableColumn, Tag, Time, VirtualTable } from '@livekit-dashboard/ui';
import { sourceParam } from '../live/source-param';
import { rejectionLabel } from '../setup/rejection-labels';
import { eventDetail } from './event-detail';
import type { EventRow } from './event-rows';

/** Raw webhooks, and refused ones where there are any, newest first. One of them can be open next to the list, in the projected content. */
@Component({
  selector: 'lk-event-list',
  imports: [Name, RouterLink, RowTemplate, Tag, Time, VirtualTable],
  host: {
    '[class.open]': 'openKey() !== null',
    '(keydown.arrowdown)': 'step($event, 1)',
    '(keydown.arrowup)': 'step($event, -1)',
    '(keydown.escape)': 'opened.emit(null)',
  },
  templateUrl: './event-list.html',
  styleUrl: './event-list.scss',
})
export class EventList {
  readonly rows = input.required<readonly EventRow[]>();
  /** Events of more than one session: show which. */
  readonly rooms = input(false);
  /** Show the server of each. */
  readonly servers = input(false);
  /** The key of the row that is open; null: none. */
  readonly openKey = input<string | null>(null);
  /** A row to open; null: close. `step`: by an arrow key. */
  readonly opened = output<{ readonly row: EventRow; readonly step: boolean } | null>();
  readonly held = output<boolean>();
  readonly nearEnd = output();

  private readonly table = viewChild.required<VirtualTable<EventRow>>(VirtualTable);
  protected readonly keyOf = ({ key }: EventRow): string => key;
  protected readonly sourceParam = sourceParam;
  protected readonly detailOf = eventDetail;
  protected readonly rejectionLabel = rejectionLabel;
  protected readonly columns = computed((): readonly TableColumn[] => [
    { label: 'Received', width: '140px' },
    { label: 'Event', width: 'minmax(168px, 1fr)' },
    ...(this.rooms() ? [{ label: 'Room', width: 'minmax(96px, 1fr)', priority: 2 as const }] : []),
    { label: 'Identity', width: 'minmax(96px, 0.8fr)', priority: 2 },
    ...(this.servers() ? [{ label: 'Server', width: 'minmax(64px, 0.5fr)', priority: 3 as const }] : []),
    { label: 'Detail', width: 'minmax(120px, 1.2fr)', priority: 2 },
  ]);

  /** With one open: the one below or above it. Arrows inside the JSON scroll it. */
  protected step(event: Event, by: 1 | -1): void {
    const open = this.openKey();
    if (open === null || (event.target instanceof Element && event.target.closest('pre, input, select'))) return;
    const index = this.rows().findIndex(({ key }) => key === open) + by;
    const row = this.rows()[index];
    if (!row) return;
    event.preventDefault();
    this.opened.emit({ row, step: true });
    this.table().bringIntoView(index);
  }
}
