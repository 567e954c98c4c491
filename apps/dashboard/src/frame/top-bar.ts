import { Component, computed, inject } from '@angular/core';
import { Icon, Time, zoneName } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { Ticker } from '../live/ticker';
import { Keys } from './keys';
import { LinkPill } from './link-pill';
import { Search } from './search';
import { Theme } from './theme';
import { ZoneChoice } from './zone-choice';

/** The bar at the top: search, the time of the last webhook, the state of the connection, the zone and the theme. */
@Component({
  selector: 'lk-top-bar',
  imports: [Icon, Keys, LinkPill, Search, Time],
  host: { role: 'banner' },
  templateUrl: './top-bar.html',
  styleUrl: './top-bar.scss',
})
export class TopBar {
  protected readonly live = inject(LiveStore);
  protected readonly theme = inject(Theme);
  protected readonly zone = inject(ZoneChoice);
  private readonly ticker = inject(Ticker);

  protected readonly zoneName = computed(() => zoneName(this.ticker.now(), this.zone.zone()));
  protected readonly zoneTitle = computed(() => {
    const [shown, next] = [this.zone.zone(), this.zone.next()];
    return `Times are in ${shown}${shown === next ? '' : `. Switch to ${next}`}`;
  });
}
