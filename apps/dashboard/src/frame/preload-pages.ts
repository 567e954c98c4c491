import { Injectable } from '@angular/core';
import type { PreloadingStrategy, Route } from '@angular/router';
import { catchError, EMPTY, type Observable } from 'rxjs';

/**
 * Preloads the code of every page once the first one is shown: it is small, and pages then open even while the server
 * is unreachable. Routes with `data: { preload: false }` are not preloaded: they are large and rarely opened. If
 * preloading fails, the error is shown when the user opens that page; other pages are not affected.
 */
@Injectable({ providedIn: 'root' })
export class PreloadPages implements PreloadingStrategy {
  preload(route: Route, load: () => Observable<unknown>): Observable<unknown> {
    return route.data?.['preload'] === false ? EMPTY : load().pipe(catchError(() => EMPTY));
  }
}
