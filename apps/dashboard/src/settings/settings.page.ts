import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LiveStore } from '../live/live.store';
import { DoctorPanel } from '../setup/doctor-panel';
import { SetupGuide } from '../setup/setup-guide';
import { QuarantinePanel } from './quarantine-panel';
import { RatesPanel } from './rates/rates-panel';
import { RetentionPanel } from './retention-panel';
import { ServersTable } from './servers-table';

const SECTIONS = [
  { id: 'diagnosis', label: 'Diagnosis' },
  { id: 'setup', label: 'Set-up guide' },
  { id: 'quarantine', label: 'Quarantine' },
  { id: 'retention', label: 'Retention and erasure' },
  { id: 'rates', label: 'Cost rates' },
] as const;

/**
 * `/settings`: the connection to LiveKit, events that could not be processed, retention and erasure, cost rates. Each
 * section has an address.
 */
@Component({
  selector: 'lk-settings-page',
  imports: [DoctorPanel, QuarantinePanel, RatesPanel, RetentionPanel, RouterLink, ServersTable, SetupGuide],
  templateUrl: './settings.page.html',
  styleUrl: './settings.page.scss',
})
export class SettingsPage {
  protected readonly live = inject(LiveStore);
  protected readonly sections = SECTIONS;
  /** Whether LiveKit is connected, so that the guide is collapsed. Null: not known yet. */
  protected readonly isConnected = computed(() => {
    const health = this.live.health();
    return health === null ? null : health.lastWebhookAt !== null;
  });
}
