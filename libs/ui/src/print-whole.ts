import { CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import { ApplicationRef, Directive, ElementRef, inject } from '@angular/core';

/** The maximum number of printed rows. */
export const PRINTED_ROWS = 1000;

/**
 * Prints all rows of a virtual list, not only those in view. Browsers lay out the printed page as soon as the listeners
 * of `beforeprint` have returned, so the rows are rendered synchronously: in the next frame it would be too late.
 */
@Directive({
  selector: '[lkPrintWhole]',
  host: { '(window:beforeprint)': 'expand()', '(window:afterprint)': 'restore()' },
})
export class PrintWhole {
  private readonly viewport = inject(CdkVirtualScrollViewport);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly application = inject(ApplicationRef);

  protected expand(): void {
    this.element.classList.add('printed');
    this.viewport.setRenderedContentOffset(0);
    this.viewport.setRenderedRange({ start: 0, end: Math.min(PRINTED_ROWS, this.viewport.getDataLength()) });
    this.application.tick();
  }

  protected restore(): void {
    this.element.classList.remove('printed');
    this.viewport.checkViewportSize();
  }
}
