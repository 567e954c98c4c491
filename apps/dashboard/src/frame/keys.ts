import { Component, ElementRef, viewChild } from '@angular/core';
import { isTyping } from './typing';

interface Key {
  readonly keys: readonly string[];
  readonly does: string;
}

const KEYS: readonly Key[] = [
  { keys: ['/', 'Ctrl K'], does: 'Search' },
  { keys: ['\u2191', '\u2193'], does: 'Choose a search result' },
  { keys: ['Enter'], does: 'Open the result, or the first one' },
  { keys: ['Esc'], does: 'Close what is open, clear the search' },
  { keys: ['\u2191', '\u2193', '\u2190', '\u2192'], does: 'Timeline: go from row to row and from bar to bar' },
  { keys: ['Shift \u2190', 'Shift \u2192'], does: 'Timeline: move in time' },
  { keys: ['+', '\u2212', '0'], does: 'Timeline: zoom in, zoom out, fit' },
  { keys: ['?'], does: 'Show these keys' },
];

/** The shortcuts of every page: `?` opens their list, Escape closes it. */
@Component({
  selector: 'lk-keys',
  host: { '(document:keydown)': 'shortcut($event)' },
  template: `
    <button type="button" title="Keyboard shortcuts (?)" (click)="open()">
      <span aria-hidden="true">?</span><span class="sr-only">Keyboard shortcuts</span>
    </button>
    <dialog #dialog aria-labelledby="keys-heading">
      <form method="dialog">
        <h2 id="keys-heading">Keyboard shortcuts</h2>
        <dl>
          @for (key of keys; track key.does) {
            <dt>
              @for (name of key.keys; track name) {
                <kbd>{{ name }}</kbd>
              }
            </dt>
            <dd>{{ key.does }}</dd>
          }
        </dl>
        <button class="button" type="submit">Close</button>
      </form>
    </dialog>
  `,
  styleUrl: './keys.scss',
})
export class Keys {
  protected readonly keys = KEYS;
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  protected open(): void {
    this.dialog().nativeElement.showModal();
  }

  protected shortcut(event: KeyboardEvent): void {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    if (!this.dialog().nativeElement.open) this.open();
  }
}
