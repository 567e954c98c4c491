import { DestroyRef, Directive, effect, ElementRef, inject, input } from '@angular/core';

const FADE_MS = 1200;
const FLAT_MS = 700;
/**
 * A fade is painted in each of its frames. More fades at once than a person can follow would take most of the page's
 * time.
 */
const MOST_FADES = 6;

let fades = 0;

/**
 * Highlights its element briefly when the value changes: fading, or without a fade while much changes at once.
 * `lkTintOf` identifies the object of the value: if a recycled row shows another object, its value has not changed.
 * Nothing is tinted under prefers-reduced-motion.
 */
@Directive({ selector: '[lkTint]', host: { class: 'tinted' } })
export class Tint {
  readonly lkTint = input.required<unknown>();
  readonly lkTintOf = input.required<string>();
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private held: { of: string; value: unknown } | null = null;
  private flat: ReturnType<typeof setTimeout> | null = null;

  constructor() {
    inject(DestroyRef).onDestroy(() => this.clear());
    effect(() => {
      const next = { of: this.lkTintOf(), value: this.lkTint() };
      const sameThing = this.held?.of === next.of;
      const changed = sameThing && this.held?.value !== next.value;
      this.held = next;
      if (changed) this.play();
      else if (!sameThing) this.clear();
    });
  }

  private play(): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    if (fades < MOST_FADES) this.fade();
    else this.show();
  }

  private fade(): void {
    fades += 1;
    const frames = [{ backgroundColor: 'var(--tint)' }, { backgroundColor: 'transparent' }];
    const animation = this.element.animate(frames, { duration: FADE_MS, easing: 'ease-in' });
    const over = (): number => (fades -= 1);
    animation.finished.then(over, over);
  }

  private show(): void {
    this.clear();
    this.element.style.backgroundColor = 'var(--tint)';
    this.flat = setTimeout(() => this.clear(), FLAT_MS);
  }

  private clear(): void {
    if (this.flat === null) return;
    clearTimeout(this.flat);
    this.flat = null;
    this.element.style.backgroundColor = '';
  }
}
