import { Component, computed, inject } from '@angular/core';
import { formatClock, Tag, type Tone } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { Ticker } from '../live/ticker';
import { ZoneChoice } from './zone-choice';

/** A link that is down for this long is no hiccup: what is on the page is called stale. */
export const STALE_MS = 10_000;

interface PillView {
  readonly tone: Tone;
  readonly text: string;
  readonly title: string;
}

/** Live, Reconnecting (since when), or Stale. A polite live region: it speaks when the state changes, not each second. */
@Component({
  selector: 'lk-link-pill',
  imports: [Tag],
  template: `<span role="status" [title]="view().title"
    ><lk-tag [tone]="view().tone" [dot]="true">{{ view().text }}</lk-tag></span
  >`,
  styles: `
    :host {
      flex: none;
    }
    lk-tag {
      height: 26px;
      padding: 0 10px;
      border-radius: 13px;
    }
  `,
})
export class LinkPill {
  private readonly live = inject(LiveStore);
  private readonly ticker = inject(Ticker);
  private readonly zone = inject(ZoneChoice);

  protected readonly view = computed((): PillView => {
    const { state, since } = this.live.link();
    const at = formatClock(this.live.toServerTime(since), this.zone.zone());
    switch (state) {
      case 'live':
        return { tone: 'live', text: 'Live', title: `Connected since ${at}` };
      case 'connecting':
        return { tone: 'doubt', text: 'Connecting', title: `Since ${at}` };
      case 'closed':
        return {
          tone: 'bad',
          text: `Stale since ${at}`,
          title: 'The connection is closed. Reload the page to connect again.',
        };
      case 'reconnecting':
        return this.old()
          ? {
              tone: 'bad',
              text: `Stale since ${at}`,
              title: 'The server does not answer. What you see is as it was then.',
            }
          : {
              tone: 'doubt',
              text: `Reconnecting since ${at}`,
              title: 'The connection broke. What you see is as it was then.',
            };
    }
  });

  private readonly old = computed(() => this.ticker.beat() - this.live.link().since >= STALE_MS);
}
