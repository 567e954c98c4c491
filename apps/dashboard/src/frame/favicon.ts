/**
 * The favicon shows the state: unchanged while live, with a red dot while something is recorded, grey and crossed out
 * while the page is not live. The icons are data URLs, because files could not be loaded while the server is
 * unreachable.
 */
import { DOCUMENT, effect, inject, Injectable } from '@angular/core';
import type { LinkState } from '@livekit-dashboard/client';
import { LiveStore } from '../live/live.store';

export type Mark = 'live' | 'recording' | 'away';

export function markOf(link: LinkState, recordings: number): Mark {
  if (link === 'reconnecting' || link === 'closed') return 'away';
  return recordings > 0 && link === 'live' ? 'recording' : 'live';
}

const INK =
  '<style>.b{fill:#15181e}.d{fill:#fff}@media (prefers-color-scheme:dark){.b{fill:#f1f3f7}.d{fill:#15181e}}</style>';
const LIVE = `${INK}<rect class="b" width="32" height="32" rx="9"/><circle class="d" cx="16" cy="16" r="6.5"/>`;

/** The first is public/favicon.svg, which index.html names. */
const DRAWINGS: Readonly<Record<Mark, string>> = {
  live: LIVE,
  recording: `${LIVE}<circle class="d" cx="25" cy="25" r="8.5"/><circle cx="25" cy="25" r="6.5" fill="#e5484d"/>`,
  away: '<rect width="32" height="32" rx="9" fill="#8b94a3"/><circle cx="16" cy="16" r="6.5" fill="#fff"/><path d="M6 26 26 6" stroke="#fff" stroke-width="4"/><path d="M6 26 26 6" stroke="#e2aa42" stroke-width="2.5"/>',
};

const svg = (drawing: string): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${drawing}</svg>`)}`;

@Injectable({ providedIn: 'root' })
export class Favicon {
  constructor() {
    const link = inject(DOCUMENT).querySelector<HTMLLinkElement>('link[rel="icon"]');
    const live = inject(LiveStore);
    effect(() => {
      if (link) link.href = svg(DRAWINGS[markOf(live.link().state, live.stats()?.recordings ?? 0)]);
    });
  }
}
