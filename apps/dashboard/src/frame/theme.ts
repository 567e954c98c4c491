import { DOCUMENT, inject, Injectable } from '@angular/core';
import { StoredChoice } from './stored-choice';

export type ThemeName = 'system' | 'light' | 'dark';

/** The chosen theme, as <html data-theme>; `system` leaves it off. public/theme.js does the same before the first paint. */
@Injectable({ providedIn: 'root' })
export class Theme {
  private readonly choice = new StoredChoice<ThemeName>('theme', ['system', 'light', 'dark']);
  private readonly root = inject(DOCUMENT).documentElement;
  readonly chosen = this.choice.value;

  next(): void {
    const theme = this.choice.next();
    this.choice.set(theme);
    if (theme === 'system') delete this.root.dataset['theme'];
    else this.root.dataset['theme'] = theme;
  }
}
