import { computed, DestroyRef, Directive, effect, ElementRef, inject, output, signal } from '@angular/core';

/** A pointer that has left for that long is gone. */
export const LEAVE_MS = 1500;

/**
 * Reports when the user is at a list: the pointer is over it, something in it has the focus, or it is scrolled down. What they look at
 * must not move then. A pointer that leaves is given a moment: it may be on its way to what says that new rows wait.
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
