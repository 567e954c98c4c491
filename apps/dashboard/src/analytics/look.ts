/**
 * The colours and fonts of charts: ECharts needs plain colours, but the tokens are `light-dark()`. They are read from
 * the page at its start and at each change of theme, by the system or the user. Provided by the page and destroyed with
 * it.
 */
import { computed, DestroyRef, DOCUMENT, inject, Injectable, signal } from '@angular/core';
import { Theme } from '../frame/theme';
import type { ChartTone } from './day-chart.model';

const COLOURS = ['act', 'agent', 'ended', 'bad', 'text', 'text-2', 'text-3', 'line', 'surface', 'surface-2'] as const;
type Colour = (typeof COLOURS)[number];

const LESS_MOTION = '(prefers-reduced-motion: reduce)';

export interface Look {
  readonly colours: Readonly<Record<Colour | ChartTone, string>>;
  readonly font: string;
  /** The user prefers reduced motion. */
  readonly still: boolean;
}

@Injectable()
export class ChartLook {
  private readonly document = inject(DOCUMENT);
  private readonly theme = inject(Theme).chosen;
  private readonly system = signal(0);
  readonly look = computed(() => {
    this.theme();
    this.system();
    return this.read();
  });

  constructor() {
    const listener = () => this.system.update((times) => times + 1);
    const queries = ['(prefers-color-scheme: dark)', LESS_MOTION].map((query) => matchMedia(query));
    for (const query of queries) query.addEventListener('change', listener);
    inject(DestroyRef).onDestroy(() => {
      for (const query of queries) query.removeEventListener('change', listener);
    });
  }

  private read(): Look {
    const probe = this.document.body.appendChild(this.document.createElement('i'));
    const style = getComputedStyle(probe);
    const colourOf = (name: Colour): string => {
      probe.style.color = `var(--${name})`;
      return style.color;
    };
    const colours = Object.fromEntries(COLOURS.map((name) => [name, colourOf(name)])) as Look['colours'];
    const look = { colours, font: style.fontFamily, still: matchMedia(LESS_MOTION).matches };
    probe.remove();
    return look;
  }
}
