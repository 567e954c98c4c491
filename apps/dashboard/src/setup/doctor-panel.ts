import { Component, computed, inject } from '@angular/core';
import { Figure, State, Time, type Tone } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import type { Verdict } from './doctor';
import { DoctorStore } from './doctor.store';
import { Findings } from './findings';

const VERDICTS: Readonly<Record<Verdict, { readonly tone: Tone; readonly words: string }>> = {
  healthy: { tone: 'live', words: 'Webhooks arrive' },
  waiting: { tone: 'ended', words: 'Waiting for the first webhook' },
  doubtful: { tone: 'doubt', words: 'Needs a look' },
  broken: { tone: 'bad', words: 'Webhooks are lost' },
};

/** The doctor: do webhooks come, how late, and if not, why. Live, as everything. */
@Component({
  selector: 'lk-doctor-panel',
  imports: [Figure, Findings, State, Time],
  host: { class: 'card', '[attr.data-stale]': "live.live() ? null : ''" },
  templateUrl: './doctor-panel.html',
  styleUrl: './doctor-panel.scss',
})
export class DoctorPanel {
  protected readonly live = inject(LiveStore);
  protected readonly doctor = inject(DoctorStore);
  protected readonly verdict = computed(() => VERDICTS[this.doctor.diagnosis()?.verdict ?? 'waiting']);
  protected readonly seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
}
