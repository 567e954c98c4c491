import { Directive, effect, ElementRef, inject, input } from '@angular/core';

const TINT_MS = 1200;

/**
 * Tints its element briefly when the value changes. `lkTintOf` names whose value it is: a recycled row that now shows another
 * thing has not changed. Nothing moves under prefers-reduced-motion.
 */
@Directive({ selector: '[lkTint]' })
export class Tint {
  readonly lkTint = input.required<unknown>();
  readonly lkTintOf = input.required<string>();
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private held: { of: string; value: unknown } | null = null;

  constructor() {
    effect(() => {
      const next = { of: this.lkTintOf(), value: this.lkTint() };
      const changed = this.held?.of === next.of && this.held.value !== next.value;
      this.held = next;
      if (changed) this.play();
    });
  }

  private play(): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const ground = getComputedStyle(this.element).getPropertyValue('--tint');
    this.element.animate([{ backgroundColor: ground }, { backgroundColor: 'transparent' }], {
      duration: TINT_MS,
      easing: 'ease-in',
    });
  }
}
