/**
 * The time zone of all shown times, by its IANA name. A link with a zone (`tz=Asia/Tokyo`) sets it, so that its reader
 * sees the same times; it stays until another link or the switch at the top changes it. Without one it is the choice of
 * this browser: its own zone, or UTC.
 */
import { computed, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { type CanActivateFn, NavigationEnd, RedirectCommand, Router } from '@angular/router';
import { knownZone } from '../range/range';
import { StoredChoice } from './stored-choice';

const LOCAL = knownZone(new Intl.DateTimeFormat().resolvedOptions().timeZone) ?? 'UTC';

@Injectable({ providedIn: 'root' })
export class ZoneChoice {
  private readonly router = inject(Router);
  private readonly choice = new StoredChoice<'local' | 'utc'>('zone', ['local', 'utc']);
  private readonly linked = signal<string | null>(null);
  readonly zone = computed(() => this.linked() ?? (this.choice.value() === 'utc' ? 'UTC' : LOCAL));
  /** What the switch leads to. */
  readonly next = computed(() => (this.zone() === LOCAL ? 'UTC' : LOCAL));

  constructor() {
    this.router.events.pipe(takeUntilDestroyed()).subscribe((event) => {
      if (event instanceof NavigationEnd) this.follow(event.urlAfterRedirects);
    });
    this.follow(this.router.url);
  }

  toggle(): void {
    const next = this.next();
    this.choice.set(next === LOCAL ? 'local' : 'utc');
    this.linked.set(null);
    if (this.router.parseUrl(this.router.url).queryParamMap.has('tz')) {
      void this.router.navigate([], { queryParams: { tz: next }, queryParamsHandling: 'merge', replaceUrl: true });
    }
  }

  private follow(url: string): void {
    const tz = knownZone(this.router.parseUrl(url).queryParamMap.get('tz'));
    if (tz !== null) this.linked.set(tz);
  }
}

/**
 * For routes whose pages show past times: adds the zone to an address without one, so that a copy of the address shows
 * the same.
 */
export const withZone: CanActivateFn = (_route, { url }) => {
  const [router, zone] = [inject(Router), inject(ZoneChoice).zone()];
  const tree = router.parseUrl(url);
  if (knownZone(tree.queryParamMap.get('tz')) !== null) return true;
  tree.queryParams = { ...tree.queryParams, tz: zone };
  const { state, replaceUrl = false } = router.currentNavigation()?.extras ?? {};
  return new RedirectCommand(tree, { replaceUrl, ...(state ? { state } : {}) });
};
