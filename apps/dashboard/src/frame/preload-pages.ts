import { Injectable } from '@angular/core';
import type { PreloadingStrategy, Route } from '@angular/router';
import { catchError, EMPTY, type Observable } from 'rxjs';

/**
 * Every page is fetched once the first one shows: they are small, and then each opens though the server be away. But not what says
 * `data: { preload: false }`: it is large, and most never open it. What cannot be fetched ahead is said once somebody goes there: it
 * keeps no other page from being fetched, and disturbs nobody.
 */
@Injectable({ providedIn: 'root' })
export class PreloadPages implements PreloadingStrategy {
  preload(route: Route, load: () => Observable<unknown>): Observable<unknown> {
    return route.data?.['preload'] === false ? EMPTY : load().pipe(catchError(() => EMPTY));
  }
}
