import { DestroyRef, Directive, ElementRef, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, NavigationSkipped, Router } from '@angular/router';

/**
 * Scrolls to the section that the URL's fragment names and focuses it, so that Tab continues from there. It stays at
 * the top while content above it is still loading, until the user scrolls, clicks, types or navigates.
 */
@Directive({
  selector: '[lkAnchor]',
  host: {
    '(wheel)': 'release()',
    '(touchstart)': 'release()',
    '(pointerdown)': 'release()',
    '(document:keydown)': 'release()',
  },
})
export class Anchor {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly router = inject(Router);
  private readonly added = new MutationObserver(() => this.look());
  private readonly grown = new ResizeObserver(() => this.bring());
  private fragment: string | null = null;
  private section: HTMLElement | null = null;

  constructor() {
    inject(DestroyRef).onDestroy(() => this.release());
    this.router.events.pipe(takeUntilDestroyed()).subscribe((event) => {
      // The router skips a link to the current address, but the user may have scrolled away since.
      if (event instanceof NavigationEnd || event instanceof NavigationSkipped) this.seek();
    });
  }

  protected release(): void {
    this.added.disconnect();
    this.grown.disconnect();
    this.section = null;
  }

  private seek(): void {
    this.release();
    this.fragment = this.router.parseUrl(this.router.url).fragment;
    if (!this.fragment) return;
    this.added.observe(this.host, { childList: true, subtree: true });
    this.look();
  }

  private look(): void {
    const section = this.host.querySelector<HTMLElement>(`#${CSS.escape(this.fragment ?? '')}`);
    if (!section) return;
    if (section !== this.section) focusOn(section);
    this.section = section;
    for (const page of this.host.children) for (const part of page.children) this.grown.observe(part);
    this.bring();
  }

  private bring(): void {
    this.section?.scrollIntoView({ block: 'start' });
  }
}

function focusOn(section: HTMLElement): void {
  section.tabIndex = -1;
  section.focus({ preventScroll: true });
}
