import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { StoredEvent } from '@livekit-dashboard/contracts';
import { Icon, Notice } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { SetupGuide } from '../setup/setup-guide';
import { EventList } from './event-list';
import { EventsExport } from './events-export';
import { EventsStore } from './events.store';

/** `/events`: every webhook as it comes. Filter and kind of event are in the URL; pause holds the list still. */
@Component({
  selector: 'lk-events-page',
  imports: [EventList, EventsExport, Icon, Notice, SetupGuide],
  providers: [EventsStore],
  host: { class: 'page' },
  templateUrl: './events.page.html',
  styleUrl: './events.page.scss',
})
export class EventsPage {
  /** From the URL. */
  readonly event = input<string>();
  readonly text = input<string>();

  protected readonly store = inject(EventsStore);
  protected readonly live = inject(LiveStore);
  private readonly router = inject(Router);
  protected readonly paused = signal(false);
  protected readonly atEnd = signal(true);

  /** The kinds that are there to choose from, and the one chosen. */
  protected readonly kinds = computed(() => {
    const chosen = this.event();
    return [...new Set([...this.store.events().map(({ event }) => event), ...(chosen ? [chosen] : [])])].sort();
  });
  protected readonly events = computed(() => {
    const [kind, text] = [this.event(), this.text()?.toLowerCase()];
    if (!kind && !text) return this.store.events();
    return this.store.events().filter((event) => (!kind || event.event === kind) && (!text || tells(event, text)));
  });

  constructor() {
    effect(() => this.store.hold(this.paused() || !this.atEnd()));
  }

  protected choose(queryParams: { event?: string | null; text?: string | null }): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected resume(): void {
    this.paused.set(false);
    this.atEnd.set(true);
  }
}

const tells = ({ roomName, identity, sessionSid, participantSid, trackSid }: StoredEvent, text: string): boolean =>
  [roomName, identity, sessionSid, participantSid, trackSid].some((value) => value?.toLowerCase().includes(text));
