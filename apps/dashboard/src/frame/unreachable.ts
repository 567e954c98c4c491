import { Component, computed, DOCUMENT, effect, inject, signal, untracked } from '@angular/core';
import { Notice } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { Ticker } from '../live/ticker';

/** A first connection takes well under a second; if it takes this long, in ms, something is wrong. */
export const PATIENCE_MS = 4000;

/** The HTTP request is aborted after this, in ms, and the server counts as unreachable. */
const REQUEST_LIMIT_MS = 3000;

/**
 * Shown on a page that has never been live. One HTTP request, sent once, distinguishes two cases: the server does not
 * answer at all, or something in between passes HTTP but no WebSocket. It stands below the page, at the bottom of the
 * window, so that nothing moves.
 */
@Component({
  selector: 'lk-unreachable',
  imports: [Notice],
  template: `
    <div role="status">
      @if (shown()) {
        <lk-notice class="card" [heading]="heading()">
          @if (answers()) {
            <p>
              The server answers HTTP requests, but the WebSocket connection fails: something in between blocks it. The
              page keeps trying to connect.
            </p>
            <ul>
              <li>
                A reverse proxy must pass <code>/socket.io</code> with the headers <code>Upgrade</code> and
                <code>Connection</code>, over HTTP/1.1.
              </li>
              <li>
                If it checks the origin, it must accept <code>{{ origin }}</code>, and pass <code>Host</code> on.
              </li>
            </ul>
          } @else {
            <p>The page connects by itself as soon as the server answers. Meanwhile, check:</p>
            <ul>
              <li>Does the server run? Its log says <code>Listening on</code> when it is ready, or why it is not.</li>
              <li>Is this its address, and may this browser reach it (VPN, firewall)?</li>
            </ul>
          }
        </lk-notice>
      }
    </div>
  `,
  styles: `
    :host {
      position: sticky;
      z-index: 1;
      bottom: 0;
    }
    lk-notice {
      margin-top: 16px;
      border-color: var(--doubt);
    }
    ul {
      margin-top: 8px;
      padding-left: 18px;
      list-style: disc;
    }
    code {
      font: 400 var(--size-small) var(--mono);
      color: var(--text);
      overflow-wrap: anywhere;
    }
  `,
})
export class Unreachable {
  private readonly live = inject(LiveStore);
  private readonly ticker = inject(Ticker);
  protected readonly origin = inject(DOCUMENT).location.origin;
  /** Whether an HTTP request is answered; null: not known yet. */
  protected readonly answers = signal<boolean | null>(null);

  private readonly waiting = computed(() => {
    const { state, since } = this.live.link();
    return state === 'connecting' && this.ticker.beat() - since >= PATIENCE_MS;
  });
  protected readonly shown = computed(() => this.waiting() && this.answers() !== null);
  protected readonly heading = computed(() =>
    this.answers() ? `No live connection to ${this.origin}` : `Cannot reach the server at ${this.origin}`,
  );

  constructor() {
    effect(() => {
      if (this.waiting()) untracked(() => void this.ask());
    });
  }

  private async ask(): Promise<void> {
    const answer = await fetch('/api/health/live', { signal: AbortSignal.timeout(REQUEST_LIMIT_MS) }).catch(() => null);
    this.answers.set(answer?.ok ?? false);
  }
}
