import { computed, DestroyRef, Directive, effect, ElementRef, inject, output, signal } from '@angular/core';

/** How long after the pointer has left it counts as gone, in ms. */
export const LEAVE_MS = 1500;

/**
 * Reports when the user is using a list: the pointer is over it, something in it has the focus, or it is scrolled down.
 * Its rows must not move then. After the pointer has left, the hold lasts a little longer, since the pointer may be on
 * its way to the button with the number of new rows.
 */
@Directive({
  selector: '[lkHold]',
  host: {
    '(pointerenter)': 'enter()',
    '(pointerleave)': 'leave()',
    '(focusin)': 'focused.set(true)',
    '(focusout)': 'focused.set(false)',
    '(scroll)': 'look()',
  },
})
export class Hold {
  readonly lkHold = output<boolean>();
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly hovered = signal(false);
  private leaving: ReturnType<typeof setTimeout> | undefined;
  protected readonly focused = signal(false);
  private readonly scrolled = signal(false);
  private readonly held = computed(() => this.hovered() || this.focused() || this.scrolled());

  constructor() {
    effect(() => this.lkHold.emit(this.held()));
    inject(DestroyRef).onDestroy(() => clearTimeout(this.leaving));
  }

  protected enter(): void {
    clearTimeout(this.leaving);
    this.hovered.set(true);
  }

  protected leave(): void {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => this.hovered.set(false), LEAVE_MS);
  }

  protected look(): void {
    this.scrolled.set(this.element.scrollTop > 0);
  }
}
