import { Component } from '@angular/core';

/** Which form is which source. */
@Component({
  selector: 'lk-timeline-legend',
  template: `
    <ul aria-label="Tracks by form">
      @for (entry of entries; track entry.look) {
        <li><i [class]="entry.look" aria-hidden="true"></i>{{ entry.label }}</li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 14px;
      font-size: var(--size-small);
      color: var(--text-2);
    }
    li {
      display: flex;
      gap: 6px;
      align-items: center;
    }
    i {
      width: 20px;
      height: 4px;
      border-radius: 2px;
      color: var(--text-2);
    }
    @media (max-width: 640px) {
      ul {
        gap: 2px 10px;
      }
      i {
        width: 14px;
      }
    }
    .microphone {
      background: currentColor;
    }
    .camera {
      border: 1px solid currentColor;
      background: color-mix(in srgb, currentColor 30%, transparent);
    }
    .screen {
      background: repeating-linear-gradient(90deg, currentColor 0 8px, transparent 8px 10px);
    }
    .other {
      background: repeating-linear-gradient(90deg, currentColor 0 2px, transparent 2px 5px);
    }
  `,
})
export class TimelineLegend {
  protected readonly entries = [
    { look: 'microphone', label: 'microphone' },
    { look: 'camera', label: 'camera' },
    { look: 'screen', label: 'screen share' },
    { look: 'other', label: 'other' },
  ] as const;
}
