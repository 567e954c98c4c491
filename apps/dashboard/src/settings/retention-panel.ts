import { Component, inject } from '@angular/core';
import { Figure, formatCount, Time } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { ErasePerson } from './erase-person';
import { RetentionStore } from './retention.store';

/** Retention periods, the result of the last deletion, and the erasure of one person. */
@Component({
  selector: 'lk-retention-panel',
  imports: [ErasePerson, Figure, Time],
  providers: [RetentionStore],
  host: { class: 'card', '[attr.data-stale]': "live.live() ? null : ''" },
  templateUrl: './retention-panel.html',
  styleUrls: ['../setup/panel.scss', './retention-panel.scss'],
})
export class RetentionPanel {
  protected readonly live = inject(LiveStore);
  protected readonly store = inject(RetentionStore);
  protected readonly count = formatCount;
  protected readonly kept = (days: number | null): string =>
    days === null ? 'Forever' : days === 1 ? '1 day' : `${formatCount(days)} days`;
}
