import { InjectionToken, type Signal } from '@angular/core';
import type { Zone } from './format';

/** What the components that show time need to know. The application provides it; nothing here runs a timer of its own. */
export interface UiClock {
  /** The server's time in ms, once a second. It stands still while the link is not live. */
  readonly now: Signal<number>;
  readonly zone: Signal<Zone>;
}

export const UI_CLOCK = new InjectionToken<UiClock>('UI_CLOCK');
