import { Component, computed, inject } from '@angular/core';
import { Figure, State, Time } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { DoctorStore } from './doctor.store';
import { Findings } from './findings';
import { atMost } from './lag';
import { VERDICT_WORDS } from './verdict-words';

/** The doctor: whether webhooks arrive, how late, and if not, why. Live. */
@Component({
  selector: 'lk-doctor-panel',
  imports: [Figure, Findings, State, Time],
  host: { class: 'card', '[attr.data-stale]': "live.live() ? null : ''" },
  templateUrl: './doctor-panel.html',
  styleUrls: ['./panel.scss', './doctor-panel.scss'],
})
export class DoctorPanel {
  protected readonly live = inject(LiveStore);
  protected readonly doctor = inject(DoctorStore);
  protected readonly verdict = computed(() => {
    const verdict = VERDICT_WORDS[this.doctor.diagnosis()?.verdict ?? 'waiting'];
    const isFirstRun = this.live.health()?.lastWebhookAt === null;
    return isFirstRun && verdict.tone === 'bad' ? { ...verdict, words: 'Not connected yet' } : verdict;
  });
  protected readonly atMost = atMost;
}
