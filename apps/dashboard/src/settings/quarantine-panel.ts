import { Component, inject } from '@angular/core';
import { CodeBlock, formatCount, Sid, Time } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { QuarantineStore } from './quarantine.store';

/** Events that could not be processed: reason, JSON, and a retry. */
@Component({
  selector: 'lk-quarantine-panel',
  imports: [CodeBlock, Sid, Time],
  providers: [QuarantineStore],
  host: { class: 'card', '[attr.data-stale]': "live.live() ? null : ''" },
  templateUrl: './quarantine-panel.html',
  styleUrls: ['../setup/panel.scss', './quarantine-panel.scss'],
})
export class QuarantinePanel {
  protected readonly live = inject(LiveStore);
  protected readonly store = inject(QuarantineStore);
  protected readonly count = formatCount;
  protected readonly json = (payload: object): string => JSON.stringify(payload, null, 2);
}
