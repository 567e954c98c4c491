import { Component, computed, inject } from '@angular/core';
import { formatClock, Tag, type Tone } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { Ticker } from '../live/ticker';
import { ZoneChoice } from './zone-choice';

/** A link that is down for this long is no hiccup: what is on the page is called stale. */
export const STALE_MS = 10_000;

type LinkLook = 'live' | 'connecting' | 'reconnecting' | 'stale';

interface LookView {
  readonly tone: Tone;
  readonly word: string;
  readonly title: string;
}

const LOOKS: Readonly<Record<LinkLook, LookView>> = {
  live: { tone: 'live', word: 'Live', title: 'Every change shows as it happens.' },
  connecting: { tone: 'doubt', word: 'Connecting', title: 'The page asks the server for what is going on.' },
  reconnecting: { tone: 'doubt', word: 'Reconnecting', title: 'The connection broke. What you see is as it was then.' },
  stale: { tone: 'bad', word: 'Stale', title: 'The server does not answer. What you see is as it was then.' },
};

/** Live, Reconnecting (since when), or Stale. A polite live region: it speaks when the state changes, not each second. */
@Component({
  selector: 'lk-link-pill',
  imports: [Tag],
  template: `
    @let view = look();
    <span role="status" [title]="view.title">
      <lk-tag [tone]="view.tone" [dot]="true">
        {{ view.word }}
        @if (since(); as at) {
          <span class="since">since {{ at }}</span>
        }
      </lk-tag>
    </span>
  `,
  styles: `
    :host {
      flex: none;
    }
    lk-tag {
      height: 26px;
      padding: 0 10px;
      border-radius: 13px;
    }
    @media (max-width: 640px) {
      .since {
        display: none;
      }
    }
  `,
})
export class LinkPill {
  private readonly live = inject(LiveStore);
  private readonly ticker = inject(Ticker);
  private readonly zone = inject(ZoneChoice);

  private readonly old = computed(() => this.ticker.beat() - this.live.link().since >= STALE_MS);
  private readonly state = computed((): LinkLook => {
    const { state } = this.live.link();
    if (state === 'closed') return 'stale';
    return state === 'reconnecting' && this.old() ? 'stale' : state;
  });

  protected readonly look = computed(() => LOOKS[this.state()]);
  /** When the link broke, by the server's clock; null while it works. */
  protected readonly since = computed(() => {
    const { state, since } = this.live.link();
    return state === 'live' ? null : formatClock(this.live.toServerTime(since), this.zone.zone());
  });
}
