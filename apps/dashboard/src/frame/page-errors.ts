/**
 * Errors of the page itself. Each is shown once, with what to do; the console has the details.
 *
 * A page's code that cannot be loaded is either of a version that is no longer served (a reload then loads the new one,
 * which is done once, automatically, if the page is live), or the server is unreachable (which is shown, and the page
 * is kept).
 */
import { DOCUMENT, ErrorHandler, inject, Injectable, InjectionToken, Injector, signal } from '@angular/core';
import { LiveStore } from '../live/live.store';

export interface PageError {
  readonly headline: string;
  readonly advice: string;
}

const NOT_LOADED =
  /dynamically imported module|importing a module script failed|failed to load module script|ChunkLoadError/i;

/** Errors that browsers throw by themselves, and those of aborted requests: they are ignored. */
const HARMLESS = /ResizeObserver loop|AbortError/;

const AWAY: PageError = {
  headline: 'The page could not be loaded.',
  advice:
    'The server did not return the code of this page. The page you have open keeps working; try again when the status at the top says Live.',
};
const BROKEN: PageError = {
  headline: 'Something went wrong on this page.',
  advice: 'What you see may be incomplete. Reload the page. If that does not help, check the browser console.',
};

/** After a reload, no further one is tried for this time, in ms. */
const RELOAD_AGAIN_MS = 60_000;
const RELOADED_AT = 'reloadedAt';

/** The location of the page; tests replace it. */
export const PAGE_LOCATION = new InjectionToken<Pick<Location, 'assign' | 'reload'>>('PAGE_LOCATION', {
  providedIn: 'root',
  factory: () => inject(DOCUMENT).location,
});

@Injectable({ providedIn: 'root' })
export class PageErrors {
  private readonly live = inject(LiveStore);
  private readonly location = inject(PAGE_LOCATION);
  private leaving = false;
  private readonly shown = signal<PageError | null>(null);
  readonly error = this.shown.asReadonly();

  /** `url`: the page that could not be opened, if that is what failed. */
  report(error: unknown, url?: string): void {
    const text = error instanceof Error ? `${error.name} ${error.message}` : String(error);
    if (this.leaving || HARMLESS.test(text)) return;
    const notLoaded = NOT_LOADED.test(text);
    if (notLoaded && this.live.live() && mayReload()) return this.reload(url);
    this.shown.set(notLoaded ? AWAY : BROKEN);
  }

  dismiss(): void {
    this.shown.set(null);
  }

  reload(url?: string): void {
    this.leaving = true;
    if (url === undefined) this.location.reload();
    else this.location.assign(url);
  }
}

/** At most once in that time; never if the browser stores nothing. */
function mayReload(): boolean {
  try {
    const last = Number(sessionStorage.getItem(RELOADED_AT));
    if (Date.now() - last < RELOAD_AGAIN_MS) return false;
    sessionStorage.setItem(RELOADED_AT, String(Date.now()));
    return true;
  } catch {
    return false;
  }
}

/** Angular's error handler, so that every error is shown. */
@Injectable()
export class FrameErrorHandler extends ErrorHandler {
  private readonly injector = inject(Injector); // created before anything else, so its dependencies are injected when they are used

  override handleError(error: unknown): void {
    super.handleError(error);
    this.injector.get(PageErrors).report(error);
  }
}
