import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Analytics } from '@livekit-dashboard/contracts';
import { Figure } from '@livekit-dashboard/ui';
import { dayWords } from './day-words';
import { FIGURE_LABELS, figures, type FigureView } from './figures';
import type { Scope } from './links';

const PLACES: readonly FigureView[] = FIGURE_LABELS.map((label) => ({
  label,
  value: '',
  note: '',
  tone: '',
  query: {},
}));

/** What the range comes to. Each figure leads to its sessions. */
@Component({
  selector: 'lk-figure-strip',
  imports: [Figure, RouterLink],
  host: { class: 'card' },
  template: `
    <dl>
      @for (figure of shown(); track figure.label) {
        <div [lkFigure]="figure.label">
          @if (figure.value) {
            <a [class]="'follow ' + figure.tone" routerLink="/sessions" [queryParams]="figure.query">{{
              figure.value
            }}</a>
          } @else {
            <i class="place" aria-hidden="true"></i>
          }
          <span note [class]="figure.tone === 'doubt' ? 'doubt' : ''">{{ figure.note }}</span>
        </div>
      }
    </dl>
    @if (estimated(); as share) {
      <p class="doubt">
        {{ share }} of these minutes are estimated: nobody saw when those connections ended, only that they had.
      </p>
    }
  `,
  styleUrl: './figure-strip.scss',
})
export class FigureStrip {
  readonly analytics = input.required<Analytics | null>();
  readonly scope = input.required<Scope>();
  /** The last of the figures, where it is one of doubt. */
  protected readonly estimated = computed(() => this.shown().find(({ tone }) => tone === 'doubt')?.value);
  protected readonly shown = computed(() => {
    const analytics = this.analytics();
    return analytics ? figures(analytics, this.scope(), (day) => dayWords(day)) : PLACES;
  });
}
