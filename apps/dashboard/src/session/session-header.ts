import { Component, computed, input } from '@angular/core';
import type { EndReason, Session } from '@livekit-dashboard/contracts';
import { Duration, Figure, Sid, State, Tag, Time } from '@livekit-dashboard/ui';

/** How an end came about, in words. */
const REASONS: Readonly<Record<EndReason, string>> = {
  finished: 'the room closed',
  superseded: 'a new room took its name',
  reconciled: 'LiveKit no longer lists it',
  timeout: 'it was silent for too long',
};

/** What one wants to know of a session at a glance. */
@Component({
  selector: 'lk-session-header',
  imports: [Duration, Figure, Sid, State, Tag, Time],
  templateUrl: './session-header.html',
  styleUrl: './session-header.scss',
})
export class SessionHeader {
  readonly session = input.required<Session>();
  /** How many agents' connections and tracks there ever were. */
  readonly agents = input.required<number>();
  readonly tracks = input.required<number>();
  /** The call runs from the first join to the last leave; while somebody is in, it runs on. */
  protected readonly callEnd = computed(() => this.session().lastLeftAt ?? this.session().endedAt);
  protected readonly reason = computed(() => {
    const { endReason } = this.session();
    return endReason ? REASONS[endReason] : '';
  });
}
