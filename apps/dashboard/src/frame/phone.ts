import { DestroyRef, inject, Injectable, signal } from '@angular/core';

/** Whether the page is as narrow as a phone. Rows then have two lines, which virtual scroll must know. */
@Injectable({ providedIn: 'root' })
export class Phone {
  private readonly query = matchMedia('(max-width: 640px)');
  private readonly matches = signal(this.query.matches);
  readonly is = this.matches.asReadonly();

  constructor() {
    const listener = () => this.matches.set(this.query.matches);
    this.query.addEventListener('change', listener);
    inject(DestroyRef).onDestroy(() => this.query.removeEventListener('change', listener));
  }
}
