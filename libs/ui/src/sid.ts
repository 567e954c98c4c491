import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Clipboard } from '@angular/cdk/clipboard';
import { Component, inject, input, linkedSignal } from '@angular/core';
import { Icon } from './icon';

const SAY_COPIED_MS = 1500;

/** A sid that is copied with a click. It shows "copied" in its place for a short time. */
@Component({
  selector: 'lk-sid',
  imports: [Icon],
  template: `
    <button
      type="button"
      class="cut"
      [title]="value() + ' · click to copy'"
      [attr.aria-label]="'Copy ' + value()"
      (click)="copy()"
    >
      <span [class.under]="copied()">{{ value() }}</span>
      @if (copied()) {
        <span class="copied"><lk-icon name="check" /> copied</span>
      }
    </button>
  `,
  styleUrl: './sid.scss',
})
export class Sid {
  readonly value = input.required<string>();
  private readonly clipboard = inject(Clipboard);
  private readonly announcer = inject(LiveAnnouncer);
  /** Reset when a recycled row shows another sid. */
  protected readonly copied = linkedSignal({ source: this.value, computation: () => false });

  protected copy(): void {
    if (!this.clipboard.copy(this.value())) return;
    this.copied.set(true);
    void this.announcer.announce('Copied');
    setTimeout(() => this.copied.set(false), SAY_COPIED_MS);
  }
}
