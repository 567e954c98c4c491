import {
  type ApplicationConfig,
  ErrorHandler,
  inject,
  provideBrowserGlobalErrorListeners,
  provideZonelessChangeDetection,
} from '@angular/core';
import { Title } from '@angular/platform-browser';
import {
  provideRouter,
  withComponentInputBinding,
  withInMemoryScrolling,
  withNavigationErrorHandler,
  withPreloading,
  withRouterConfig,
} from '@angular/router';
import { UI_CLOCK, type UiClock } from '@livekit-dashboard/ui';
import { routes } from './app.routes';
import { PageErrors, FrameErrorHandler } from './frame/page-errors';
import { FrameTitle } from './frame/frame-title';
import { PreloadPages } from './frame/preload-pages';
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
      withRouterConfig({ resolveNavigationPromiseOnError: true }), // the handler below reports it, once
      withNavigationErrorHandler(({ error, url }) => inject(PageErrors).report(error, url)),
      withPreloading(PreloadPages),
    ),
    { provide: ErrorHandler, useClass: FrameErrorHandler },
    { provide: Title, useClass: FrameTitle },
    {
      provide: UI_CLOCK,
      useFactory: (): UiClock => ({ now: inject(Ticker).now, zone: inject(ZoneChoice).zone }),
    },
  ],
};
