import { Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { REMOVED, type StoredEvent } from '@livekit-dashboard/contracts';
import { CodeBlock, formatDuration, Icon, Sid, Tag, Time } from '@livekit-dashboard/ui';

/** One raw webhook as JSON, as text and nothing but text, with what was told of it besides. Secrets were removed before it was stored. */
@Component({
  selector: 'lk-event-inspector',
  imports: [CodeBlock, Icon, RouterLink, Sid, Tag, Time],
  host: { class: 'card beside', role: 'region', 'aria-label': 'Event as JSON', '(keydown.escape)': 'closed.emit()' },
  templateUrl: './event-inspector.html',
  styleUrl: './event-inspector.scss',
})
export class EventInspector {
  readonly event = input.required<StoredEvent>();
  /** Whether it leads to the session; not on the session's own page. */
  readonly linked = input(false);
  readonly closed = output();
  protected readonly removed = REMOVED;
  protected readonly json = computed(() => JSON.stringify(this.event().payload, null, 2));
  /** Told only where something is missing. */
  protected readonly secrets = computed(() => this.json().includes(REMOVED));
  /** How late it came at most: LiveKit tells whole seconds. */
  protected readonly late = computed(() => {
    const { createdAt, receivedAt } = this.event();
    if (createdAt === null) return null;
    const ms = Math.max(0, Date.parse(receivedAt) - Date.parse(createdAt));
    if (ms < 1000) return 'less than 1 s later';
    return ms < 60_000 ? `at most ${(ms / 1000).toFixed(1)} s later` : `${formatDuration(ms)} later`;
  });
}
