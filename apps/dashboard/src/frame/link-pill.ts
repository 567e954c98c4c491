import { Component, computed, inject } from '@angular/core';
import { formatClock, Tag, type Tone } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { LinkLook, type LinkState } from './link-look';
import { ZoneChoice } from './zone-choice';

interface PillView {
  readonly tone: Tone;
  readonly word: string;
  readonly title: string;
}

const VIEWS: Readonly<Record<LinkState, PillView>> = {
  live: { tone: 'live', word: 'Live', title: 'Changes appear as they happen.' },
  connected: {
    tone: 'ended',
    word: 'Connected',
    title: 'The page is connected. No webhook from LiveKit has arrived yet.',
  },
  connecting: { tone: 'doubt', word: 'Connecting', title: 'The page is loading the current state.' },
  reconnecting: { tone: 'doubt', word: 'Reconnecting', title: 'Connection lost. Data is as of the last connection.' },
  stale: { tone: 'bad', word: 'Stale', title: 'The server is not responding. Data is as of the last connection.' },
};

/**
 * The state of the connection, and since when it is lost. A polite live region: it announces changes of the state, not
 * each second.
 */
@Component({
  selector: 'lk-link-pill',
  imports: [Tag],
  template: `
    @let view = shown();
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
  private readonly zone = inject(ZoneChoice);
  private readonly state = inject(LinkLook).state;

  protected readonly shown = computed(() => VIEWS[this.state()]);
  /** When the connection was lost, by the server's clock. Null while it works. */
  protected readonly since = computed(() => {
    const { state, since } = this.live.link();
    return state === 'live' ? null : formatClock(this.live.toServerTime(since), this.zone.zone());
  });
}
