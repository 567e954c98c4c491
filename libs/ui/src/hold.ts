import { computed, Directive, effect, ElementRef, inject, output, signal } from '@angular/core';

/**
 * Tells when somebody is at a list: the pointer is over it, something in it has the focus, or it is scrolled down. What they look at
 * must not move then; see UI.md on live behaviour.
 */
@Directive({
  selector: '[lkHold]',
  host: {
    '(pointerenter)': 'hovered.set(true)',
    '(pointerleave)': 'hovered.set(false)',
    '(focusin)': 'focused.set(true)',
    '(focusout)': 'focused.set(false)',
    '(scroll)': 'look()',
  },
})
export class Hold {
  readonly lkHold = output<boolean>();
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly hovered = signal(false);
  protected readonly focused = signal(false);
  private readonly scrolled = signal(false);
  private readonly held = computed(() => this.hovered() || this.focused() || this.scrolled());

  constructor() {
    effect(() => this.lkHold.emit(this.held()));
  }

  protected look(): void {
    this.scrolled.set(this.element.scrollTop > 0);
  }
}
