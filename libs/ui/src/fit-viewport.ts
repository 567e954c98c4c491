import { CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import { DestroyRef, Directive, ElementRef, inject, output } from '@angular/core';

/**
 * Notifies a virtual viewport when its own size changed (the CDK only observes the window), and sets `--gutter` of its
 * parent to the width of the scroll bar, so that the columns of a header above are aligned. `fitted`: its width in px.
 */
@Directive({ selector: 'cdk-virtual-scroll-viewport[lkFitViewport]' })
export class FitViewport {
  readonly fitted = output<number>();

  constructor() {
    const viewport = inject(CdkVirtualScrollViewport);
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const observer = new ResizeObserver(() => {
      viewport.checkViewportSize();
      this.fitted.emit(element.offsetWidth);
      element.parentElement?.style.setProperty('--gutter', `${element.offsetWidth - element.clientWidth}px`);
    });
    observer.observe(element);
    inject(DestroyRef).onDestroy(() => observer.disconnect());
  }
}
