import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Analytics } from '@livekit-dashboard/contracts';
import { Figure } from '@livekit-dashboard/ui';
import { FIGURE_LABELS, figures, type FigureView } from './figures';
import { instantsLabel } from '../range/range';
import type { Scope } from './links';
import { shortPeriod } from './periods';

const PLACES: readonly FigureView[] = FIGURE_LABELS.map((label) => ({
  label,
  value: '',
  note: '',
  change: '',
  before: '',
  tone: '',
  query: {},
}));

/** The totals of the range. Each figure links to its sessions. */
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
          <span note [class]="figure.tone === 'doubt' ? 'doubt' : ''"
            >{{ figure.note }}
            @if (figure.change) {
              <small [title]="'Previous period: ' + figure.before">{{ figure.change }}</small>
            }
          </span>
        </div>
      }
    </dl>
    @if (previous(); as range) {
      <p class="before">Change compared with the previous period, {{ range }}</p>
    } @else if (!analytics()) {
      <p class="before wait" aria-hidden="true">Change compared with the previous period, {{ asLong }}</p>
    }
    @if (estimated(); as share) {
      <p class="doubt">{{ share }} of these minutes are estimated: the end of the connection was not observed.</p>
    }
  `,
  styleUrl: './figure-strip.scss',
})
export class FigureStrip {
  readonly analytics = input.required<Analytics | null>();
  readonly scope = input.required<Scope>();
  /** The period that the figures are compared with. */
  protected readonly previous = computed(() => {
    const analytics = this.analytics();
    return analytics?.previous && instantsLabel(analytics.previous, analytics.tz);
  });
  /** Reserves the space of the previous period until it is known, so that nothing moves then. */
  protected readonly asLong = '00 Mmm – 00 Mmm 0000';
  /** The share of estimated minutes, if there are any. */
  protected readonly estimated = computed(() => this.shown().find(({ tone }) => tone === 'doubt')?.value);
  protected readonly shown = computed(() => {
    const analytics = this.analytics();
    return analytics ? figures(analytics, this.scope(), (day) => shortPeriod(day, analytics.tz)) : PLACES;
  });
}
