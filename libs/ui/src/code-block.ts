import { Clipboard } from '@angular/cdk/clipboard';
import { Component, computed, inject, input, signal } from '@angular/core';
import { Icon } from './icon';

const SAY_COPIED_MS = 1500;

/** A text to copy: shown as it is, copied with one click. The pieces that `mark` names are highlighted. */
@Component({
  selector: 'lk-code-block',
  imports: [Icon],
  template: `
    <pre
      [class.wrap]="wrap()"
      tabindex="0"
      role="region"
      [attr.aria-label]="label()"
    >@for (part of parts(); track $index) {@if (!$first) {<mark>{{ mark() }}</mark>}{{ part }}}</pre>
    <button type="button" [attr.aria-label]="'Copy ' + label()" (click)="copy()">
      <lk-icon [name]="copied() ? 'check' : 'copy'" /><span aria-live="polite">{{ copied() ? 'Copied' : 'Copy' }}</span>
    </button>
  `,
  styleUrl: './code-block.scss',
})
export class CodeBlock {
  readonly text = input.required<string>();
  /** Its name for screen readers. */
  readonly label = input.required<string>();
  /** Whether long lines are broken: for an address that stands in one line next to the button. */
  readonly wrap = input(false);
  /** Highlighted wherever it occurs in the text. */
  readonly mark = input<string>();
  private readonly clipboard = inject(Clipboard);
  protected readonly copied = signal(false);
  /** The text between the marked pieces. */
  protected readonly parts = computed(() => {
    const mark = this.mark();
    return mark ? this.text().split(mark) : [this.text()];
  });

  protected copy(): void {
    if (!this.clipboard.copy(this.text())) return;
    this.copied.set(true);
    setTimeout(() => this.copied.set(false), SAY_COPIED_MS);
  }
}
