import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { formatCount, State, Time } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { DoctorStore } from '../setup/doctor.store';
import { atMost } from '../setup/lag';
import { Said } from '../setup/said';
import { VERDICT_WORDS } from '../setup/verdict-words';

/** Whether LiveKit's webhooks arrive: the doctor's verdict with its first reason, and a link to the others. */
@Component({
  selector: 'lk-webhooks',
  imports: [RouterLink, Said, State, Time],
  host: { class: 'card' },
  templateUrl: './webhooks.html',
  styleUrl: './webhooks.scss',
})
export class Webhooks {
  private readonly live = inject(LiveStore);
  protected readonly health = this.live.health;
  /** Whether the page is not live, so that this is as of the last message of the server. */
  protected readonly stale = computed(() => !this.live.live());
  private readonly doctor = inject(DoctorStore);
  protected readonly count = formatCount;

  protected readonly verdict = computed(() => {
    const diagnosis = this.doctor.diagnosis();
    return diagnosis && VERDICT_WORDS[diagnosis.verdict];
  });
  /** The worst finding, if something is wrong now, and any finding about the delivery delay, even if it is over. */
  protected readonly worst = computed(() =>
    this.doctor.diagnosis()?.findings.find(({ id, tone }) => tone === 'bad' || tone === 'doubt' || id === 'late'),
  );
  protected readonly lag = computed(() => atMost(this.health()?.lagP95Ms ?? null));
}
