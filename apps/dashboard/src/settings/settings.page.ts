import { Component, inject } from '@angular/core';
import { LiveStore } from '../live/live.store';
import { DoctorPanel } from '../setup/doctor-panel';
import { SetupGuide } from '../setup/setup-guide';
import { RatesPanel } from './rates/rates-panel';
import { RetentionPanel } from './retention-panel';
import { ServersTable } from './servers-table';

/** `/settings`: the connection to LiveKit (what is wrong first, each server, how it is set up), how long things are kept, cost rates. */
@Component({
  selector: 'lk-settings-page',
  imports: [DoctorPanel, RatesPanel, RetentionPanel, ServersTable, SetupGuide],
  template: `
    <h1>Settings</h1>
    <div class="state">
      <lk-doctor-panel />
      @if (live.health()?.servers; as servers) {
        <lk-servers-table [attr.data-stale]="live.live() ? null : ''" [servers]="servers" />
      }
      <lk-retention-panel />
    </div>
    <lk-setup-guide [doctor]="false" />
    <lk-rates-panel />
  `,
  styles: `
    :host,
    .state {
      display: grid;
      grid-template-columns: minmax(0, 860px);
      gap: 16px;
      align-content: start;
    }
    @media (min-width: 1240px) {
      :host {
        grid-template-columns: repeat(2, minmax(0, 1fr));
        max-width: 1480px;
        align-items: start;
      }
      h1 {
        grid-column: 1 / -1;
      }
    }
  `,
})
export class SettingsPage {
  protected readonly live = inject(LiveStore);
}
