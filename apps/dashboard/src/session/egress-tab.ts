import { Component, computed, inject, input } from '@angular/core';
import type { Egress, Session } from '@livekit-dashboard/contracts';
import { Duration, Notice, Sid, State, Tag, Time, UI_CLOCK } from '@livekit-dashboard/ui';
import { resultLine } from '../shared/egress-results';
import { egressEnd, isRunning, statusTone, statusWord } from './egress-state';

/** Recordings and streams of the session, each with its results or its error. */
@Component({
  selector: 'lk-egress-tab',
  imports: [Duration, Notice, Sid, State, Tag, Time],
  templateUrl: './egress-tab.html',
  styleUrls: ['./tab.scss', './egress-tab.scss'],
})
export class EgressTab {
  readonly egresses = input.required<readonly Egress[]>();
  readonly session = input.required<Session>();
  protected readonly clock = inject(UI_CLOCK);

  protected readonly rows = computed(() => {
    const open = this.session().state === 'active';
    return this.egresses().map((egress) => ({
      egress,
      tone: statusTone(egress, open),
      word: statusWord(egress, open),
      running: isRunning(egress, open),
      end: egressEnd(egress, this.session()),
      results: egress.results.map(resultLine),
    }));
  });
}
