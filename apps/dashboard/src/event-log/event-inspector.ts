import { Clipboard } from '@angular/cdk/clipboard';
import { Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type EventDetail, REMOVED, type StoredEvent } from '@livekit-dashboard/contracts';
import { CodeBlock, formatDuration, Icon, Sid, Tag, Time } from '@livekit-dashboard/ui';
import { addressOf, getExactJson } from '../live/rest';
import type { FilterField } from './event-filter';
import { sourceParam } from '../live/source-param';

const SAY_COPIED_MS = 1500;

/** One raw webhook: its properties, and its JSON as plain text. Secrets were removed before it was stored. */
@Component({
  selector: 'lk-event-inspector',
  imports: [CodeBlock, Icon, RouterLink, Sid, Tag, Time],
  host: { class: 'card beside', role: 'region', 'aria-label': 'Event details' },
  templateUrl: './event-inspector.html',
  styleUrl: './event-inspector.scss',
})
export class EventInspector {
  readonly event = input.required<StoredEvent>();
  /** Whether it links to the session and its values filter the list; false on the session's own page. */
  readonly linked = input(false);
  readonly closed = output();
  /** A value to filter the list by. */
  readonly filtered = output<{ readonly field: FilterField; readonly value: string }>();
  protected readonly removed = REMOVED;
  protected readonly sourceParam = sourceParam;
  /**
   * The payload with the digits that were sent, once it is loaded: in what the list has, a browser has rounded them.
   */
  private readonly exact = signal<EventDetail['event'] | null>(null);
  protected readonly json = computed(() => {
    const [event, exact] = [this.event(), this.exact()];
    const { payload } = exact?.id === event.id && exact.source === event.source ? exact : event;
    return JSON.stringify(payload, null, 2);
  });
  /** Said only where something is missing. */
  protected readonly secrets = computed(() => this.json().includes(REMOVED));
  /** Delivery delay, at most: LiveKit's times are whole seconds. */
  protected readonly delay = computed(() => {
    const { createdAt, receivedAt } = this.event();
    if (createdAt === null) return null;
    const ms = Math.max(0, Date.parse(receivedAt) - Date.parse(createdAt));
    if (ms < 1000) return 'within 1 s';
    return ms < 60_000 ? `within ${(ms / 1000).toFixed(1)} s` : `${formatDuration(ms)} later`;
  });
  /** What a click filters by. */
  protected readonly values = computed(() => {
    const { roomName, identity, sessionSid, source } = this.event();
    const all: readonly (readonly [FilterField, string, string | null])[] = [
      ['room', 'Room', roomName],
      ['identity', 'Identity', identity],
      ['session', 'Session', sessionSid],
      ['source', 'Server', source === 'default' ? null : source],
    ];
    return all.flatMap(([field, label, value]) => (value ? [{ field, label, value }] : []));
  });
  /** The address of the event, on this page and in the API. */
  private readonly address = computed(() => {
    const { id, source } = this.event();
    const path = `events/${encodeURIComponent(id)}`;
    const isNamed = source !== 'default';
    return {
      curl: addressOf(path, isNamed ? { source } : {}),
      link: addressOf(path, isNamed ? { of: source } : {}).replace('/api/v1', ''),
    };
  });
  private readonly clipboard = inject(Clipboard);
  protected readonly copied = signal<'link' | 'curl' | null>(null);

  constructor() {
    effect(() => {
      const { id, source } = this.event();
      untracked(() => void this.load(id, source));
    });
  }

  protected copy(what: 'link' | 'curl'): void {
    const url = location.origin + this.address()[what];
    const text = what === 'curl' ? `curl '${shellSafe(url)}'` : url;
    if (!this.clipboard.copy(text)) return;
    this.copied.set(what);
    setTimeout(() => this.copied.set(null), SAY_COPIED_MS);
  }

  /** Without an answer (the server away, the event deleted) the JSON of the list stays. */
  private async load(id: string, source: string): Promise<void> {
    const path = `events/${encodeURIComponent(id)}`;
    const detail = await getExactJson<EventDetail>(path, { source }).catch(() => null);
    if (detail) this.exact.set(detail.event);
  }
}

/** `encodeURIComponent` leaves apostrophes, which would end the shell's quotes. */
const shellSafe = (url: string): string => url.replaceAll("'", '%27');
