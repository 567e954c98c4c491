import {
  type ApplicationConfig,
  inject,
  provideBrowserGlobalErrorListeners,
  provideZonelessChangeDetection,
} from '@angular/core';
import {
  PreloadAllModules,
  provideRouter,
  withComponentInputBinding,
  withInMemoryScrolling,
  withPreloading,
} from '@angular/router';
import { UI_CLOCK, type UiClock } from '@livekit-dashboard/ui';
import { routes } from './app.routes';
import { ZoneChoice } from './frame/zone-choice';
import { Ticker } from './live/ticker';

export const appConfig: ApplicationConfig = {
  providers: [
    provideZonelessChangeDetection(),
    provideBrowserGlobalErrorListeners(),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
      withPreloading(PreloadAllModules), // small, and then every page opens though the server be away
    ),
    {
      provide: UI_CLOCK,
      useFactory: (): UiClock => ({ now: inject(Ticker).now, zone: inject(ZoneChoice).zone }),
    },
  ],
};
