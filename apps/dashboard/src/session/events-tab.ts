import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Notice } from '@livekit-dashboard/ui';
import { EventInspector } from '../event-log/event-inspector';
import { EventList } from '../event-log/event-list';
import { eventRow, type EventRow } from '../event-log/event-rows';
import { MOST_EVENTS, SessionEventsStore } from './session-events.store';

/** The raw webhooks of the session, newest first. */
@Component({
  selector: 'lk-events-tab',
  imports: [EventInspector, EventList, Notice],
  providers: [SessionEventsStore],
  templateUrl: './events-tab.html',
  styleUrl: './tab.scss',
})
export class EventsTab {
  readonly sid = input.required<string>();
  /** The server, if the address names one. */
  readonly source = input.required<string | null>();
  protected readonly ref = computed(() => ({ sid: this.sid(), source: this.source() }));
  protected readonly store = inject(SessionEventsStore);
  protected readonly most = MOST_EVENTS;
  protected readonly rows = computed(() => this.store.events().map(eventRow).reverse());
  protected readonly open = signal<EventRow | null>(null);

  constructor() {
    effect(() => {
      const ref = this.ref();
      untracked(() => {
        this.open.set(null);
        this.store.open(ref);
      });
    });
  }
}
