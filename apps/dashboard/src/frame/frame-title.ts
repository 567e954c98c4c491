import { DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { LiveStore } from '../live/live.store';
import { LinkLook, type LinkState } from './link-look';

/**
 * The title of the document: the page's own, with what one wants to see of a tab in the background before it: how many sessions are
 * active, or that the page is no longer live. Pages and routes set theirs as ever, by Angular's `Title`, which this takes the place of.
 */
@Injectable()
export class FrameTitle extends Title {
  private readonly live = inject(LiveStore);
  private readonly look = inject(LinkLook).state;
  private readonly own = signal('LiveKit Dashboard');

  constructor() {
    super(inject(DOCUMENT));
    effect(() => super.setTitle(titleOf(this.own(), this.look(), this.live.stats()?.activeSessions ?? 0)));
  }

  override setTitle(own: string): void {
    this.own.set(own);
  }
}

function titleOf(own: string, link: LinkState, activeSessions: number): string {
  if (link === 'reconnecting') return `⚠ Reconnecting · ${own}`;
  if (link === 'stale') return `⚠ Stale · ${own}`;
  return link === 'live' && activeSessions > 0 ? `(${activeSessions}) ${own}` : own;
}
