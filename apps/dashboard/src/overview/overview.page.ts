import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { isFirstRun } from '../live/first-run';
import { LiveStore } from '../live/live.store';
import { SetupGuide } from '../setup/setup-guide';
import { ActivityFeed } from './activity';
import { BusiestSessions } from './busiest';
import { HourTable, type ReadingsColumn } from './hour-table';
import { LastHour } from './last-hour';
import { Tile } from './tile';
import { TILES } from './tiles';
import { TodaySoFar } from './today';
import { Webhooks } from './webhooks';

/**
 * `/`: the state of the webhooks, who is in, and the last events. All data is from the topic `overview`. Before LiveKit
 * ever sent anything it shows how to connect it.
 */
@Component({
  selector: 'lk-overview-page',
  imports: [ActivityFeed, BusiestSessions, HourTable, LastHour, RouterLink, SetupGuide, Tile, TodaySoFar, Webhooks],
  host: { class: 'page' },
  templateUrl: './overview.page.html',
  styleUrl: './overview.page.scss',
})
export class OverviewPage {
  /** `numbers`: the readings are also shown as tables. From the URL. */
  readonly view = input<string>();
  protected readonly live = inject(LiveStore);
  protected readonly tiles = TILES;
  protected readonly numbers = computed(() => this.view() === 'numbers');
  protected readonly firstRun = computed(() => {
    const stats = this.live.stats();
    return stats !== null && isFirstRun(stats, this.live.health());
  });

  protected readonly totals = computed((): readonly ReadingsColumn[] => {
    const hour = this.live.hour();
    return hour ? TILES.map(({ series, label }) => ({ label, readings: hour[series] })) : [];
  });
  protected readonly rooms = computed((): readonly ReadingsColumn[] =>
    (this.live.busiest()?.sessions ?? []).map(({ name, sid, peopleByMinute }) => ({
      label: name ?? sid,
      readings: peopleByMinute,
    })),
  );
}
