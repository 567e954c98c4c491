import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Clipboard } from '@angular/cdk/clipboard';
import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Egress, Session } from '@livekit-dashboard/contracts';
import { Duration, Figure, Icon, Sid, State, Tag, Time, Tint } from '@livekit-dashboard/ui';
import type { Census } from './census';
import { isRunning } from './egress-state';
import { END_WORDS } from './timeline/words';

const SAY_COPIED_MS = 1500;

/** What one wants to know of a session at a glance. */
@Component({
  selector: 'lk-session-header',
  imports: [Duration, Figure, Icon, RouterLink, Sid, State, Tag, Time, Tint],
  templateUrl: './session-header.html',
  styleUrl: './session-header.scss',
})
export class SessionHeader {
  readonly session = input.required<Session>();
  readonly census = input.required<Census>();
  /** How many tracks there ever were. */
  readonly tracks = input.required<number>();
  readonly egresses = input.required<readonly Egress[]>();
  private readonly clipboard = inject(Clipboard);
  private readonly announcer = inject(LiveAnnouncer);
  protected readonly copied = signal(false);

  /** The peak, where there is one to speak of. */
  protected readonly atMost = computed(() => {
    const { peakPeople } = this.census();
    return peakPeople > 1 ? `, at most ${peakPeople} at once` : '';
  });

  /** Since when it is recorded: the earliest of what runs now. */
  protected readonly recordedSince = computed(
    () =>
      this.egresses()
        .filter((egress) => isRunning(egress, this.session().state === 'active'))
        .map(({ startedAt }) => startedAt)
        .sort()[0] ?? null,
  );
  /** The call runs from the first join to the last leave; while somebody is in, it runs on. */
  protected readonly callEnd = computed(() => this.session().lastLeftAt ?? this.session().endedAt);
  protected readonly reason = computed(() => {
    const { endReason } = this.session();
    return endReason ? END_WORDS[endReason] : '';
  });

  /** The address of what is seen: range, filter and tab are in it. */
  protected copyLink(): void {
    if (!this.clipboard.copy(location.href)) return;
    this.copied.set(true);
    void this.announcer.announce('Link copied');
    setTimeout(() => this.copied.set(false), SAY_COPIED_MS);
  }
}
