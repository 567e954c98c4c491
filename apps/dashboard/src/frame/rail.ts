import { Component, computed, inject } from '@angular/core';
import { type IsActiveMatchOptions, RouterLink, RouterLinkActive } from '@angular/router';
import { Icon, type IconName } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { StoredChoice } from './stored-choice';

interface RailItem {
  readonly path: string;
  readonly label: string;
  readonly icon: IconName;
  /** How many there are now; null: nothing to count, or not known yet. */
  readonly count: number | null;
}

/** One is on a page whatever its query; on the start page only if it is that and none below it. */
const SAME: IsActiveMatchOptions = {
  paths: 'exact',
  queryParams: 'ignored',
  fragment: 'ignored',
  matrixParams: 'ignored',
};
const WITHIN: IsActiveMatchOptions = { ...SAME, paths: 'subset' };

/** Where one can go. It folds to icons, and is a bar at the foot at phone width. Only pages that exist are in it. */
@Component({
  selector: 'lk-rail',
  imports: [Icon, RouterLink, RouterLinkActive],
  host: { role: 'navigation', 'aria-label': 'Pages', '[class.folded]': "fold.value() === 'folded'" },
  templateUrl: './rail.html',
  styleUrl: './rail.scss',
})
export class Rail {
  private readonly live = inject(LiveStore);
  protected readonly fold = new StoredChoice('rail', ['open', 'folded']);
  protected readonly stale = computed(() => !this.live.live());

  protected readonly matching = (path: string): IsActiveMatchOptions => (path === '/' ? SAME : WITHIN);
  protected readonly items = computed((): readonly RailItem[] => [
    { path: '/', label: 'Overview', icon: 'overview', count: null },
    { path: '/sessions', label: 'Sessions', icon: 'sessions', count: this.live.stats()?.activeSessions ?? null },
    { path: '/agents', label: 'Agents', icon: 'agents', count: this.live.stats()?.agents ?? null },
    { path: '/egress', label: 'Egress', icon: 'record', count: null },
    { path: '/analytics', label: 'Analytics', icon: 'analytics', count: null },
    { path: '/events', label: 'Events', icon: 'events', count: null },
    { path: '/settings', label: 'Settings', icon: 'settings', count: null },
  ]);
}
