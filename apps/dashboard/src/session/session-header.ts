import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Clipboard } from '@angular/cdk/clipboard';
import { Component, computed, DestroyRef, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Egress, Participant, Session, SipCall } from '@livekit-dashboard/contracts';
import { Duration, Figure, Icon, Sid, State, Tag, Time, Tint, UI_CLOCK } from '@livekit-dashboard/ui';
import { errorText } from '../live/rest';
import { endLabel } from '../shared/labels';
import type { Census } from './census';
import { isRunning } from './egress-state';
import { SessionCost } from './session-cost';
import { saveFile, sessionFile } from './session-file';
import { summaryOf } from './summary';

const SAY_COPIED_MS = 1500;
/** The maximum number of phone calls in the header; all of them are among the participants. */
const CALLS = 3;

/** The main facts of a session, with its summary, address and file to copy or save. */
@Component({
  selector: 'lk-session-header',
  imports: [Duration, Figure, Icon, RouterLink, SessionCost, Sid, State, Tag, Time, Tint],
  templateUrl: './session-header.html',
  styleUrl: './session-header.scss',
})
export class SessionHeader {
  readonly session = input.required<Session>();
  readonly participants = input.required<readonly Participant[]>();
  readonly census = input.required<Census>();
  /** How many tracks were ever published. */
  readonly tracks = input.required<number>();
  readonly egresses = input.required<readonly Egress[]>();
  private readonly clipboard = inject(Clipboard);
  private readonly announcer = inject(LiveAnnouncer);
  private readonly clock = inject(UI_CLOCK);
  private readonly destroyRef = inject(DestroyRef);
  protected readonly copied = signal<'summary' | 'link' | null>(null);
  protected readonly saving = signal(false);
  protected readonly saveError = signal<string | null>(null);

  /** The peak number of people; empty if it is not above one. */
  protected readonly peak = computed(() => {
    const { peakPeople } = this.census();
    return peakPeople > 1 ? `, peak ${peakPeople}` : '';
  });
  protected readonly failedRecordings = computed(() => {
    const count = this.session().failedRecordings;
    return count === 1 ? 'recording failed' : `${count} recordings failed`;
  });
  protected readonly calls = computed((): readonly { readonly sid: string; readonly sip: SipCall }[] =>
    this.participants()
      .flatMap(({ sid, sip }) => (sip ? [{ sid, sip }] : []))
      .slice(0, CALLS),
  );

  /** Since when it is recorded: the earliest start of the running recordings. */
  protected readonly recordedSince = computed(
    () =>
      this.egresses()
        .filter((egress) => isRunning(egress, this.session().state === 'active'))
        .map(({ startedAt }) => startedAt)
        .sort()[0] ?? null,
  );
  /** The call lasts from the first join to the last leave; while a person is connected, it continues. */
  protected readonly callEnd = computed(() => this.session().lastLeftAt ?? this.session().endedAt);
  protected readonly reason = computed(() => {
    const { endReason } = this.session();
    return endReason ? endLabel(endReason) : '';
  });

  /** The address of the current view, with range, filter and tab. */
  protected copyLink(): void {
    this.copy('link', location.href, 'Link copied');
  }

  protected copySummary(): void {
    const parts = { session: this.session(), participants: this.participants(), egresses: this.egresses() };
    const context = { zone: this.clock.zone(), nowMs: this.clock.now(), address: location.href };
    this.copy('summary', summaryOf(parts, context), 'Summary copied');
  }

  protected async save(): Promise<void> {
    const { sid, source } = this.session();
    const aborted = new AbortController();
    const forget = this.destroyRef.onDestroy(() => aborted.abort());
    this.saving.set(true);
    this.saveError.set(null);
    try {
      saveFile(await sessionFile({ sid, source }, aborted.signal), `session-${sid}.json`);
    } catch (error) {
      if (!aborted.signal.aborted) this.saveError.set(errorText(error));
    } finally {
      this.saving.set(false);
      forget();
    }
  }

  private copy(what: 'summary' | 'link', text: string, said: string): void {
    if (!this.clipboard.copy(text)) return;
    this.copied.set(what);
    void this.announcer.announce(said);
    setTimeout(() => this.copied.set(null), SAY_COPIED_MS);
  }
}
