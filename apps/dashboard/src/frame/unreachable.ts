import { Component, computed, DOCUMENT, effect, inject, signal, untracked } from '@angular/core';
import { Notice } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { Ticker } from '../live/ticker';

/** A first connection takes well under a second; this long without one, something is wrong. */
export const PATIENCE_MS = 4000;

/**
 * Said in place of waiting for ever, on a page that has never been live. One plain request, once, tells the two cases apart: the server
 * is away, or something in between lets HTTP pass and no WebSocket.
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
              The server answers plain requests, so something in between lets no WebSocket pass. Trying again by itself.
            </p>
            <ul>
              <li>
                A proxy in front must pass <code>/socket.io</code> with the headers <code>Upgrade</code> and
                <code>Connection</code>, over HTTP/1.1.
              </li>
              <li>
                If it checks the origin, it must let <code>{{ origin }}</code> pass, and hand on <code>Host</code>.
              </li>
            </ul>
          } @else {
            <p>Trying again by itself; this page goes on the moment it answers. Meanwhile:</p>
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
    lk-notice {
      margin-bottom: 16px;
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
  /** Whether a plain request is answered; null: not known yet. */
  protected readonly answers = signal<boolean | null>(null);

  protected readonly shown = computed(() => {
    const { state, since } = this.live.link();
    return state === 'connecting' && this.ticker.beat() - since >= PATIENCE_MS;
  });
  protected readonly heading = computed(() =>
    this.answers() ? `No live connection to ${this.origin}` : `Cannot reach the server at ${this.origin}`,
  );

  constructor() {
    effect(() => {
      if (this.shown()) untracked(() => void this.ask());
    });
  }

  private async ask(): Promise<void> {
    const answer = await fetch('/api/health/live').catch(() => null);
    this.answers.set(answer?.ok ?? false);
  }
}
