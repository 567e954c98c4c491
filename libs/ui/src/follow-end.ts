import { CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import { afterNextRender, DestroyRef, Directive, effect, inject, input, output, untracked } from '@angular/core';

/** The distance from the end, in pixels, that counts as the end. */
const NEAR_PX = 24;

/**
 * Keeps a virtual list at its end as it grows, unless the user has scrolled away from the end. It observes the sizes of
 * viewport and content, because the end is known only after layout.
 */
@Directive({ selector: 'cdk-virtual-scroll-viewport[lkFollowEnd]', host: { '(scroll)': 'look()' } })
export class FollowEnd {
  readonly lkFollowEnd = input.required<boolean>();
  /** Set to true from outside: scrolls to the end. */
  readonly toEnd = input(true);
  readonly atEnd = output<boolean>();
  private readonly viewport = inject(CdkVirtualScrollViewport);
  private following = true;

  constructor() {
    const observer = new ResizeObserver(() => this.follow());
    inject(DestroyRef).onDestroy(() => observer.disconnect());
    afterNextRender(() => {
      const element = this.viewport.elementRef.nativeElement;
      const content = element.querySelector('.cdk-virtual-scroll-spacer');
      for (const sized of content ? [element, content] : [element]) observer.observe(sized);
    });
    effect(() => {
      if (this.toEnd()) this.following = true;
      if (this.lkFollowEnd()) untracked(() => this.follow());
    });
  }

  protected look(): void {
    if (!this.lkFollowEnd()) return;
    const atEnd = this.viewport.measureScrollOffset('bottom') <= NEAR_PX;
    if (atEnd === this.following) return;
    this.following = atEnd;
    this.atEnd.emit(atEnd);
  }

  private follow(): void {
    if (this.lkFollowEnd() && this.following) this.viewport.scrollTo({ bottom: 0 });
  }
}
