import { DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { LiveStore } from '../live/live.store';
import { LinkLook, type LinkState } from './link-look';

/**
 * The title of the document: the title of the page, preceded by what a background tab should show: the number of active
 * sessions, or that the page is no longer live. Pages and routes set their titles as usual, by Angular's `Title`, which
 * this replaces.
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
