import { Clipboard } from '@angular/cdk/clipboard';
import { Component, computed, inject, input, signal } from '@angular/core';
import { Icon } from './icon';

const SAY_COPIED_MS = 1500;

/** Text to take away whole: shown as it is, copied with one click. What `mark` names stands out. */
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
  /** What it is, for those who cannot see it. */
  readonly label = input.required<string>();
  /** Long lines are broken where they must: for an address, that stands in one line next to the button. */
  readonly wrap = input(false);
  /** Stands out wherever it is in the text. */
  readonly mark = input<string>();
  private readonly clipboard = inject(Clipboard);
  protected readonly copied = signal(false);
  /** What stands between the marked pieces. */
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
