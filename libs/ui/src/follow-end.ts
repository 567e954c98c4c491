import { CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import { afterNextRender, Directive, effect, inject, Injector, input, output } from '@angular/core';

/** So near to the end, in pixels, that one means the end. */
const NEAR_PX = 24;

/** Keeps a virtual list that is at its end there as rows are added. Whoever scrolls away from the end stays where they are. */
@Directive({ selector: 'cdk-virtual-scroll-viewport[lkFollowEnd]', host: { '(scroll)': 'look()' } })
export class FollowEnd {
  /** How many rows there are; null: do not follow. */
  readonly lkFollowEnd = input.required<number | null>();
  readonly atEnd = output<boolean>();
  private readonly viewport = inject(CdkVirtualScrollViewport);
  private readonly injector = inject(Injector);
  private following = true;

  constructor() {
    effect(() => {
      if (this.lkFollowEnd() === null || !this.following) return;
      afterNextRender(() => this.viewport.scrollTo({ bottom: 0 }), { injector: this.injector });
    });
  }

  protected look(): void {
    if (this.lkFollowEnd() === null) return;
    const atEnd = this.viewport.measureScrollOffset('bottom') <= NEAR_PX;
    if (atEnd === this.following) return;
    this.following = atEnd;
    this.atEnd.emit(atEnd);
  }
}
