import {
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  linkedSignal,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import { Icon } from '@livekit-dashboard/ui';
import { sourceParam } from '../live/source-param';
import { type Choice, idOf, SearchResults } from './search-results';
import { type Found, SessionFinder } from './session-finder';
import { isTyping } from './typing';

/**
 * Searches sessions, running and ended, by room, person, phone number or id: a combobox with a list of results. Enter
 * opens the selected result, or the first one if none is selected; if the results are not there yet, it waits for them.
 * On the sessions page typing also filters that page, and the text is in the URL (`q`). `/` and Ctrl K focus it; Escape
 * closes the list, then clears the text and leaves the field.
 */
@Component({
  selector: 'lk-search',
  imports: [Icon, SearchResults],
  providers: [SessionFinder],
  host: { role: 'search', '(document:keydown)': 'shortcut($event)', '(focusout)': 'left($event)' },
  templateUrl: './search.html',
  styleUrl: './search.scss',
})
export class Search {
  protected readonly finder = inject(SessionFinder);
  private readonly router = inject(Router);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  private readonly results = viewChild(SearchResults);

  private readonly url = computed(() => {
    this.router.currentNavigation(); // changes when a navigation begins and when it ends
    return this.router.parseUrl(this.router.url);
  });
  private readonly onSessions = computed(() => this.url().root.children['primary']?.segments.join('/') === 'sessions');
  protected readonly query = computed(() => (this.onSessions() ? String(this.url().queryParams['q'] ?? '') : ''));

  protected readonly text = signal('');
  protected readonly open = signal(false);
  /** Enter was pressed: the first result is opened as soon as it is known. */
  private readonly wanted = signal(false);
  private readonly choices = computed(() => this.results()?.choices() ?? []);
  /** The index of the selected choice, which follows it into the next answer. -1: none. */
  protected readonly active = linkedSignal<readonly Choice[], number>({
    source: this.choices,
    computation: (choices, before) => {
      const chosen = before?.source[before.value];
      return chosen ? choices.findIndex((choice) => idOf(choice) === idOf(chosen)) : -1;
    },
  });
  protected readonly listed = computed(() => this.open() && this.choices().length > 0);
  /** For screen readers; announced once per answer, not with every key. */
  protected readonly count = computed(() => {
    if (!this.open() || this.finder.busy()) return '';
    if (this.finder.error() !== null) return 'Search failed';
    const found = this.finder.matches().length;
    return found === 0 ? 'No session found' : `${found} ${found === 1 ? 'session' : 'sessions'} found`;
  });

  constructor() {
    effect(() => {
      this.finder.found();
      this.finder.busy();
      untracked(() => this.openFirst());
    });
  }

  protected typed(text: string): void {
    this.wanted.set(false);
    this.text.set(text.trim());
    this.active.set(-1);
    this.open.set(this.text() !== '');
    this.finder.find(text);
    if (this.onSessions()) this.go(text);
  }

  protected key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) this.move(step);
    else if (event.key === 'Enter') this.enter();
    else if (event.key === 'Escape') this.escape();
    else return;
    event.preventDefault();
  }

  /** Moves through the options; between the last and the first none is selected. */
  private move(step: number): void {
    if (!this.open()) return this.typed(this.box().nativeElement.value);
    const stops = this.choices().length + 1;
    this.active.update((index) => ((index + 1 + step + stops) % stops) - 1);
    this.host.querySelector(`#search-result-${this.active()}`)?.scrollIntoView({ block: 'nearest' });
  }

  private enter(): void {
    const choice = this.open() ? this.choices()[this.active()] : undefined;
    if (choice) return this.choose(choice);
    const text = this.box().nativeElement.value;
    if (text.trim() === '') return this.go(text);
    this.wanted.set(true);
    this.open.set(true);
    this.openFirst();
  }

  /** Acts once the answer to the current text is there. If nothing was found, the list stays open and says so. */
  private openFirst(): void {
    const found = this.finder.found();
    if (!this.wanted() || this.finder.busy() || found?.text !== this.text()) return;
    this.wanted.set(false);
    const [first] = found.matches;
    if (this.showsMatches(found)) this.close();
    else if (first) this.choose({ kind: 'session', match: first });
  }

  /** Whether the page below lists the results: the history does, the live list only matches by room or sid. */
  private showsMatches({ matches }: Found): boolean {
    if (!this.onSessions()) return false;
    const { view } = this.url().queryParams as { readonly view?: string };
    return view === 'history' || matches.some(({ session, by }) => by === null && session.state === 'active');
  }

  protected choose(choice: Choice): void {
    const { text } = this;
    this.close();
    this.box().nativeElement.blur();
    if (choice.kind === 'session') {
      this.box().nativeElement.value = '';
      const { sid, source } = choice.match.session;
      void this.router.navigate(['/sessions', sid], { queryParams: sourceParam(source) });
      return;
    }
    const view = choice.view === 'history' ? { view: 'history' } : {};
    void this.router.navigate(['/sessions'], { queryParams: { q: text(), ...view } });
  }

  private go(text: string): void {
    const stay = this.onSessions();
    void this.router.navigate(['/sessions'], {
      queryParams: { q: text.trim() || null },
      queryParamsHandling: stay ? 'merge' : 'replace',
      replaceUrl: stay,
    });
  }

  private escape(): void {
    if (this.open()) return this.close();
    this.clear();
  }

  protected clear(): void {
    this.box().nativeElement.value = '';
    this.typed('');
    const focused = this.host.querySelector(':focus'); // the field, or the button next to it
    if (focused instanceof HTMLElement) focused.blur();
  }

  private close(): void {
    this.open.set(false);
    this.active.set(-1);
  }

  protected left({ relatedTarget }: FocusEvent): void {
    if (!(relatedTarget instanceof Node) || !this.host.contains(relatedTarget)) this.close();
  }

  protected shortcut(event: KeyboardEvent): void {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k';
    const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    if (!command && !slash) return;
    event.preventDefault();
    this.box().nativeElement.select();
  }
}
