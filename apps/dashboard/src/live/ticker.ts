/**
 * The only clock of the page: it ticks once a second while the page is visible, and loads nothing.
 *
 * `now` is the server's time (a browser's clock can be wrong by an hour) and stops while the page is not live, so that
 * running durations stop with the data. `beat` continues: it measures how long the connection has been lost.
 */
import { DestroyRef, DOCUMENT, inject, Injectable, signal } from '@angular/core';
import { eachTimeLive } from './each-time-live';
import { LiveStore } from './live.store';

const TICK_MS = 1000;

@Injectable({ providedIn: 'root' })
export class Ticker {
  private readonly store = inject(LiveStore);
  private readonly document = inject(DOCUMENT);
  private readonly server = signal(this.store.serverNow());
  private readonly browser = signal(Date.now());
  private timer: ReturnType<typeof setInterval> | null = null;

  readonly now = this.server.asReadonly();
  /** The browser's own clock in ms. */
  readonly beat = this.browser.asReadonly();

  constructor() {
    const listener = () => this.run(this.document.visibilityState === 'visible');
    this.document.addEventListener('visibilitychange', listener);
    inject(DestroyRef).onDestroy(() => {
      this.document.removeEventListener('visibilitychange', listener);
      this.run(false);
    });
    eachTimeLive(() => this.tick()); // clocks continue at once with the right time
    listener();
  }

  private run(visible: boolean): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = visible ? setInterval(() => this.tick(), TICK_MS) : null;
    if (visible) this.tick();
  }

  private tick(): void {
    this.browser.set(Date.now());
    if (this.store.live()) this.server.set(this.store.serverNow());
  }
}
