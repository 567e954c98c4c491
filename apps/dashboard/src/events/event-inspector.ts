import { Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { StoredEvent } from '@livekit-dashboard/contracts';
import { CodeBlock, Icon } from '@livekit-dashboard/ui';

/** One raw webhook as JSON, as text and nothing but text. Secrets were removed before it was stored. */
@Component({
  selector: 'lk-event-inspector',
  imports: [CodeBlock, Icon, RouterLink],
  host: { class: 'card', role: 'region', 'aria-label': 'Event as JSON', '(keydown.escape)': 'closed.emit()' },
  template: `
    <header>
      <h2 class="cut">{{ event().event }}</h2>
      @if (linked() && event().sessionSid; as sid) {
        <a [routerLink]="['/sessions', sid]">Session</a>
      } @else {
        <span class="mono zero cut">{{ event().id }}</span>
      }
      <button type="button" aria-label="Close the JSON" (click)="closed.emit()"><lk-icon name="close" /></button>
    </header>
    <lk-code-block [text]="json()" label="JSON of the event" />
  `,
  styleUrl: './event-inspector.scss',
})
export class EventInspector {
  readonly event = input.required<StoredEvent>();
  /** Whether it leads to the session; not on the session's own page. */
  readonly linked = input(false);
  readonly closed = output();
  protected readonly json = computed(() => JSON.stringify(this.event().payload, null, 2));
}
