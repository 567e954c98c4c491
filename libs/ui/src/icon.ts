import { Component, computed, input } from '@angular/core';

/**
 * Outlines of 16 by 16, drawn with the text's colour. Decorative only: the meaning of an icon is next to it in words.
 */
const PATHS = {
  sessions: 'M2 4.5h12M2 8h12M2 11.5h12',
  overview: 'M2.5 2.5h4.5v5h-4.5zM9 2.5h4.5v3H9zM9 8h4.5v5.5H9zM2.5 10h4.5v3.5h-4.5z',
  agents: 'M3.5 5.5h9v7h-9zM8 5.5v-3M6 8.5v1M10 8.5v1M1.5 8v2M14.5 8v2',
  record: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  analytics: 'M2 14h12M4 11V8.5M8 11V3M12 11V6',
  events: 'M1.5 8h3l2-5 3 10 2-5h3',
  settings:
    'M2 4.5h7M13 4.5h1M11 6.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM2 11.5h1M7 11.5h7M5 13.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  pause: 'M5 3v10M11 3v10',
  play: 'M4.5 3v10l8-5z',
  check: 'm3 8.5 3.2 3L13 4.5',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.8 10.8 14 14',
  close: 'm4 4 8 8M12 4l-8 8',
  up: 'M8 13V3M4 7l4-4 4 4',
  download: 'M8 2v8M4.5 6.8 8 10.2l3.5-3.4M2.5 13.5h11',
  down: 'M8 3v10M4 9l4 4 4-4',
  back: 'm9.5 3.5-4.5 4.5 4.5 4.5',
  next: 'm6 3.5 4.5 4.5-4.5 4.5',
  filter: 'M2 4h12M4.5 8h7M6.5 12h3',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  calendar: 'M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3',
  minus: 'M3 8h10',
  plus: 'M3 8h10M8 3v10',
  link: 'M6.5 9.5a3 3 0 0 0 4.3 0l2-2A3 3 0 0 0 8.5 3.2l-.8.8M9.5 6.5a3 3 0 0 0-4.3 0l-2 2a3 3 0 0 0 4.3 4.3l.8-.8',
  fold: 'M2.5 3h11v10h-11zM6.5 3v10',
  light:
    'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9 13 13M13 3l-1.1 1.1M4.1 11.9 3 13',
  dark: 'M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1z',
  system: 'M1.5 3h13v8h-13zM5.5 13.5h5M8 11v2.5',
} as const;

export type IconName = keyof typeof PATHS;

@Component({
  selector: 'lk-icon',
  template: `<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <path [attr.d]="path()" />
  </svg>`,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
    }
    svg {
      fill: none;
      stroke: currentColor;
      stroke-width: 1.5;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `,
})
export class Icon {
  readonly name = input.required<IconName>();
  protected readonly path = computed(() => PATHS[this.name()]);
}
