import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import type { StoredEvent } from '@livekit-dashboard/contracts';
import {
  CodeBlock,
  Icon,
  Name,
  Notice,
  type TableColumn,
  Tag,
  Time,
  VirtualTable,
  RowTemplate,
} from '@livekit-dashboard/ui';
import { MOST_EVENTS, SessionEventsStore } from './session-events.store';

/** The raw webhooks of the session as they came; one of them opens beside the list as JSON. */
@Component({
  selector: 'lk-events-tab',
  imports: [CodeBlock, Icon, Name, Notice, Tag, Time, RowTemplate, VirtualTable],
  providers: [SessionEventsStore],
  templateUrl: './events-tab.html',
  styleUrls: ['./tab.scss', './events-tab.scss'],
})
export class EventsTab {
  readonly sid = input.required<string>();
  protected readonly store = inject(SessionEventsStore);
  protected readonly most = MOST_EVENTS;
  protected readonly open = signal<StoredEvent | null>(null);
  protected readonly json = computed(() => JSON.stringify(this.open()?.payload, null, 2));
  protected readonly idOf = (event: StoredEvent): string => String(event.offset);
  protected readonly columns: readonly TableColumn[] = [
    { label: 'Offset', width: '84px', priority: 2 },
    { label: 'Received', width: '112px', number: true },
    { label: 'Event', width: 'minmax(150px, 1.2fr)' },
    { label: 'Who', width: 'minmax(100px, 1fr)', priority: 2 },
    { label: 'Track', width: 'minmax(120px, 0.8fr)', priority: 3 },
  ];

  constructor() {
    effect(() => {
      const sid = this.sid();
      untracked(() => this.store.open(sid));
    });
  }
}
