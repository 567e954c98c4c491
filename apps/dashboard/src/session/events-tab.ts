import { Component, effect, inject, input, untracked } from '@angular/core';
import { Notice } from '@livekit-dashboard/ui';
import { EventList } from '../events/event-list';
import { MOST_EVENTS, SessionEventsStore } from './session-events.store';

/** The raw webhooks of the session as they came. */
@Component({
  selector: 'lk-events-tab',
  imports: [EventList, Notice],
  providers: [SessionEventsStore],
  templateUrl: './events-tab.html',
  styleUrl: './tab.scss',
})
export class EventsTab {
  readonly sid = input.required<string>();
  /** More is to come: stay at the newest. */
  readonly running = input.required<boolean>();
  protected readonly store = inject(SessionEventsStore);
  protected readonly most = MOST_EVENTS;

  constructor() {
    effect(() => {
      const sid = this.sid();
      untracked(() => this.store.open(sid));
    });
  }
}
