import { Component, ElementRef, inject, input, signal, viewChild } from '@angular/core';

/**
 * A button (`face`) with a panel of choices below it, which stays open while the user chooses. Escape, a click outside
 * or moving the focus outside closes it. The choices are ordinary projected controls. The panel can be focused, so that
 * a click next to a choice keeps the focus inside.
 */
@Component({
  selector: 'lk-dropdown',
  host: {
    '[class.start]': "side() === 'start'",
    '[class.whole]': "side() !== 'end'",
    '(keydown.escape)': 'dismiss($event)',
    '(focusout)': 'left($event.relatedTarget)',
    '(document:pointerdown)': 'left($event.target)',
  },
  template: `
    <button #face class="button" type="button" [attr.aria-expanded]="open()" (click)="open.set(!open())">
      <ng-content select="[face]" />
    </button>
    @if (open()) {
      <div class="panel" role="group" tabindex="-1" [attr.aria-label]="label()"><ng-content /></div>
    }
  `,
  styles: `
    :host {
      position: relative;
      display: inline-flex;
    }
    .panel {
      position: absolute;
      z-index: 5;
      top: calc(100% + 4px);
      right: 0;
      display: grid;
      min-width: 184px;
      max-width: calc(100vw - 32px);
      padding: 4px;
      border: 1px solid var(--line-strong);
      border-radius: var(--radius);
      background: var(--surface);
    }
    :host(.start) .panel {
      right: auto;
      left: 0;
    }
    @media (max-width: 640px) {
      :host(.whole) {
        position: static;
      }
      :host(.whole) .panel {
        right: 0;
        left: 0;
        max-width: none;
      }
    }
  `,
})
export class Dropdown {
  /** What is chosen in it. */
  readonly label = input.required<string>();
  /**
   * The edge of the button with which the panel is aligned. `start`, and `edge`, which otherwise is `end`: on a phone
   * it is as wide as its positioned ancestor.
   */
  readonly side = input<'start' | 'end' | 'edge'>('end');
  protected readonly open = signal(false);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly face = viewChild.required<ElementRef<HTMLElement>>('face');

  /** Closes the panel after a final choice: the focus returns to the button. */
  close(): void {
    this.open.set(false);
    this.face().nativeElement.focus();
  }

  protected dismiss(event: Event): void {
    if (!this.open()) return;
    event.stopPropagation();
    this.close();
  }

  /** Null: nothing has the focus, for example after a click next to the controls; that alone closes nothing. */
  protected left(to: EventTarget | null): void {
    if (to instanceof Node && !this.host.contains(to)) this.open.set(false);
  }
}
