import { Component, computed, input, output, signal, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { StoredEvent } from '@livekit-dashboard/contracts';
import { Name, RowTemplate, type TableColumn, Tag, Time, VirtualTable } from '@livekit-dashboard/ui';
import { EventInspector } from './event-inspector';

/** Raw webhooks in the order of their offsets; one of them opens beside the list as JSON. */
@Component({
  selector: 'lk-event-list',
  imports: [EventInspector, Name, RouterLink, RowTemplate, Tag, Time, VirtualTable],
  host: { '(keydown.arrowdown)': 'step($event, 1)', '(keydown.arrowup)': 'step($event, -1)' },
  templateUrl: './event-list.html',
  styleUrl: './event-list.scss',
})
export class EventList {
  readonly events = input.required<readonly StoredEvent[]>();
  /** Events of more than one session: tell which. */
  readonly rooms = input(false);
  /** Stay at the newest while one is there. */
  readonly follow = input(false);
  /** Set to true: go back to the newest. */
  readonly toEnd = input(true);
  readonly atEnd = output<boolean>();

  protected readonly open = signal<StoredEvent | null>(null);
  private readonly table = viewChild.required<VirtualTable<StoredEvent>>(VirtualTable);
  protected readonly idOf = (event: StoredEvent): string => String(event.offset);
  protected readonly columns = computed((): readonly TableColumn[] => [
    { label: 'Offset', width: '84px', priority: 2 },
    { label: 'Received', width: '112px', number: true },
    { label: 'Event', width: 'minmax(176px, 1.2fr)' },
    ...(this.rooms() ? [{ label: 'Room', width: 'minmax(100px, 1.2fr)', priority: 2 as const }] : []),
    { label: 'Who', width: 'minmax(100px, 1fr)', priority: 2 },
    { label: 'Track', width: 'minmax(120px, 0.8fr)', priority: 3 },
  ]);

  /** With one open: the one after or before it. Arrows inside the JSON scroll it. */
  protected step(event: Event, by: 1 | -1): void {
    const from = this.open();
    if (!from || (event.target instanceof Element && event.target.closest('pre'))) return;
    const events = this.events();
    const index = events.findIndex(({ offset }) => offset === from.offset) + by;
    const to = events[index];
    if (!to) return;
    event.preventDefault();
    this.open.set(to);
    this.table().bringIntoView(index);
  }
}
