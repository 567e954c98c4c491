import { Component, computed, type ElementRef, inject, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import { Icon } from '@livekit-dashboard/ui';

/**
 * Finds sessions by room or sid: on the sessions page as one types, elsewhere with Enter. What is looked for is in the URL (`q`), so a
 * link shows the same. `/` goes here, Escape clears and leaves.
 */
@Component({
  selector: 'lk-search',
  imports: [Icon],
  host: { role: 'search', '(document:keydown)': 'shortcut($event)' },
  template: `
    <lk-icon name="search" />
    <input
      #box
      type="search"
      placeholder="Search rooms, sids"
      aria-label="Search sessions by room or sid"
      aria-keyshortcuts="/"
      autocomplete="off"
      spellcheck="false"
      maxlength="200"
      [value]="query()"
      (input)="typed(box.value)"
      (keydown.enter)="go(box.value)"
      (keydown.escape)="leave()"
    />
    <kbd aria-hidden="true">/</kbd>
  `,
  styleUrl: './search.scss',
})
export class Search {
  private readonly router = inject(Router);
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');

  private readonly url = computed(() => {
    this.router.currentNavigation(); // wakes when a navigation begins and when it ended
    return this.router.parseUrl(this.router.url);
  });
  private readonly onSessions = computed(() => this.url().root.children['primary']?.segments.join('/') === 'sessions');
  protected readonly query = computed(() => (this.onSessions() ? String(this.url().queryParams['q'] ?? '') : ''));

  protected typed(text: string): void {
    if (this.onSessions()) this.go(text);
  }

  protected go(text: string): void {
    const stay = this.onSessions();
    void this.router.navigate(['/sessions'], {
      queryParams: { q: text.trim() || null },
      queryParamsHandling: stay ? 'merge' : 'replace',
      replaceUrl: stay,
    });
  }

  protected leave(): void {
    const box = this.box().nativeElement;
    box.value = '';
    this.typed('');
    box.blur();
  }

  protected shortcut(event: KeyboardEvent): void {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    event.preventDefault();
    this.box().nativeElement.select();
  }
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
