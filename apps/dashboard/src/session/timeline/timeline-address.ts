/**
 * The state of the timeline, and its copy in the address (`from`, `to`, `find`, `in`), so that a link shows the same
 * view. A change is shown at once and written to the address after a pause; the router then reports it, which changes
 * nothing. Provided by the page; ends with it.
 */
import { DestroyRef, effect, inject, Injectable, signal } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { parseRange, type Range, sameRange } from './range';

const PAUSE_MS = 250;

export interface Address {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly find?: string | undefined;
  readonly in?: string | undefined;
}

@Injectable()
export class TimelineAddress {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  readonly range = signal<Range | null>(null, { equal: sameRange });
  readonly find = signal('');
  readonly insideOnly = signal(false);
  private known = key({});

  constructor() {
    let timer: ReturnType<typeof setTimeout> | undefined;
    inject(DestroyRef).onDestroy(() => clearTimeout(timer));
    effect(() => {
      const address = this.address();
      clearTimeout(timer);
      if (key(address) !== this.known) timer = setTimeout(() => this.write(address), PAUSE_MS);
    });
  }

  /** The parameters of the URL. */
  adopt(address: Address): void {
    const range = parseRange(address.from, address.to);
    const current = key({ ...address, ...(range ? spell(range) : { from: undefined, to: undefined }) });
    if (current === this.known) return;
    this.known = current;
    this.range.set(range);
    this.find.set(address.find ?? '');
    this.insideOnly.set(address.in === '1');
  }

  private address(): Address {
    const range = this.range();
    return { ...(range ? spell(range) : {}), find: this.find() || undefined, in: this.insideOnly() ? '1' : undefined };
  }

  private write(address: Address): void {
    this.known = key(address);
    const { from = null, to = null, find = null, in: inside = null } = address;
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: { from, to, find, in: inside },
      queryParamsHandling: 'merge',
      replaceUrl: true, // Back leaves the page, even if something was open
    });
  }
}

const spell = ({ from, to }: Range) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });

const key = ({ from, to, find, in: inside }: Address): string =>
  JSON.stringify([from ?? '', to ?? '', find ?? '', inside ?? '']);
