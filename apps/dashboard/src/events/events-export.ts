import { Component, computed, inject, input } from '@angular/core';
import { UI_CLOCK } from '@livekit-dashboard/ui';
import { ExportMenu, type ExportThing } from '../exports/export-menu';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * Raw events as files. The page shows the latest events, which change, so the menu states the range and the filters.
 */
@Component({
  selector: 'lk-events-export',
  imports: [ExportMenu],
  template: `<lk-export-menu [things]="things()" />`,
  styles: `
    :host {
      margin-left: auto;
    }
  `,
})
export class EventsExport {
  /** What the page shows only. */
  readonly event = input<string>();
  readonly text = input<string>();

  private readonly clock = inject(UI_CLOCK);
  /** In whole minutes: a link that changes each second could not be read. */
  private readonly from = computed(() => {
    const minute = Math.floor(this.clock.now() / MINUTE_MS) * MINUTE_MS;
    return new Date(minute - DAY_MS).toISOString();
  });
  protected readonly things = computed((): readonly ExportThing[] => {
    const [event, text] = [this.event(), this.text()];
    const query = { event, q: text };
    const note = narrowedTo(event, text);
    return [
      { resource: 'events', label: 'Events of the last 24 hours', note, query: { ...query, from: this.from() } },
      { resource: 'events', label: 'All stored events', note, query },
    ];
  });
}

/** `Only participant_joined, with “ann” in room, identity or sid.` */
function narrowedTo(event: string | undefined, text: string | undefined): string {
  if (!event && !text) return 'All event types, each with its JSON.';
  const words = [event, text && `with “${text}” in room, identity or sid`].filter(Boolean).join(', ');
  return `Only ${event ? '' : 'those '}${words}.`;
}
