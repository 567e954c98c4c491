import { Injectable } from '@angular/core';
import type { PreloadingStrategy, Route } from '@angular/router';
import { catchError, EMPTY, type Observable } from 'rxjs';

/**
 * Every page is fetched once the first one shows: they are small, and then each opens though the server be away. But not what says
 * `data: { preload: false }`: it is large, and most never open it. A page that cannot be fetched ahead is reported when the user
 * goes there; the other pages are fetched all the same.
 */
@Injectable({ providedIn: 'root' })
export class PreloadPages implements PreloadingStrategy {
  preload(route: Route, load: () => Observable<unknown>): Observable<unknown> {
    return route.data?.['preload'] === false ? EMPTY : load().pipe(catchError(() => EMPTY));
  }
}
