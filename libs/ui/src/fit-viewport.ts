import { CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import { DestroyRef, Directive, ElementRef, inject } from '@angular/core';

/**
 * Notifies a virtual viewport when its own size changed (by itself the CDK only hears of the window's), and its parent, as `--gutter`,
 * how wide the scroll bar is, so that a header above keeps its columns in line.
 */
@Directive({ selector: 'cdk-virtual-scroll-viewport[lkFitViewport]' })
export class FitViewport {
  constructor() {
    const viewport = inject(CdkVirtualScrollViewport);
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const observer = new ResizeObserver(() => {
      viewport.checkViewportSize();
      element.parentElement?.style.setProperty('--gutter', `${element.offsetWidth - element.clientWidth}px`);
    });
    observer.observe(element);
    inject(DestroyRef).onDestroy(() => observer.disconnect());
  }
}
