import { Component, computed, input, signal } from '@angular/core';
import { Tag, Time, type Tone } from '@livekit-dashboard/ui';
import type { Finding, FindingTone } from './doctor';
import { Said } from './said';

interface Look {
  readonly tone: Tone;
  readonly word: string;
}

const TONES: Readonly<Record<FindingTone, Look>> = {
  bad: { tone: 'bad', word: 'fix' },
  doubt: { tone: 'doubt', word: 'check' },
  hint: { tone: 'act', word: 'advice' },
  past: { tone: 'ended', word: 'over' },
};

/** The findings of the doctor, the worst first, each with what to change. */
@Component({
  selector: 'lk-findings',
  imports: [Said, Tag, Time],
  host: { role: 'list', 'aria-label': 'Findings' },
  template: `@for (finding of shown(); track finding.id) {
      <div role="listitem" [class]="finding.tone">
        <lk-tag [tone]="tones[finding.tone].tone">{{ tones[finding.tone].word }}</lk-tag>
        <div>
          <p class="headline"><lk-said [sentence]="finding.headline" /></p>
          @if (finding.tone !== 'past') {
            <p><lk-said [sentence]="finding.advice" /></p>
          }
          @if (finding.seen; as seen) {
            <p class="seen">
              {{ seen.count }} rejected in the last 24 h, most recent <lk-time [at]="seen.lastAt" as="ago" />
            </p>
          }
        </div>
      </div>
    }
    @if (others() > 0) {
      <p role="listitem" class="more">
        <button class="button" type="button" [attr.aria-expanded]="all()" (click)="all.set(!all())">
          {{ all() ? 'Show fewer' : 'Show ' + others() + ' more' }}
        </button>
      </p>
    }`,
  styleUrl: './findings.scss',
})
export class Findings {
  readonly findings = input.required<readonly Finding[]>();
  /** Whether only the most recent of the worst is shown, and the others on request. */
  readonly collapsed = input(false);
  protected readonly all = signal(false);
  protected readonly others = computed(() => (this.collapsed() ? Math.max(0, this.findings().length - 1) : 0));
  protected readonly shown = computed(() =>
    this.collapsed() && !this.all() ? this.findings().slice(0, 1) : this.findings(),
  );
  protected readonly tones = TONES;
}
