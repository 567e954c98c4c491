import { Component, computed, inject } from '@angular/core';
import { type IsActiveMatchOptions, RouterLink, RouterLinkActive } from '@angular/router';
import { Icon, type IconName } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { StoredChoice } from './stored-choice';

interface RailItem {
  readonly path: string;
  readonly label: string;
  readonly icon: IconName;
  /** The current count. Null: there is nothing to count, or it is not known yet. */
  readonly count: number | null;
}

/** A page is current whatever its query; the start page only if no page below it is. */
const SAME: IsActiveMatchOptions = {
  paths: 'exact',
  queryParams: 'ignored',
  fragment: 'ignored',
  matrixParams: 'ignored',
};
const WITHIN: IsActiveMatchOptions = { ...SAME, paths: 'subset' };

/** The navigation. It can be collapsed to icons, and is a bar at the bottom at phone width. */
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
