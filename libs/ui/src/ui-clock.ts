import { InjectionToken, type Signal } from '@angular/core';
import type { Zone } from './format';

/** The clock of components that show time. The application provides it; components run no timers. */
export interface UiClock {
  /** The server's time in ms, once a second. It stops while the page is not live. */
  readonly now: Signal<number>;
  readonly zone: Signal<Zone>;
}

export const UI_CLOCK = new InjectionToken<UiClock>('UI_CLOCK');
