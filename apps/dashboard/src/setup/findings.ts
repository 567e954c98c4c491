import { Component, input } from '@angular/core';
import { Tag, Time, type Tone } from '@livekit-dashboard/ui';
import type { Finding, FindingTone } from './doctor';
import { Said } from './said';

interface Look {
  readonly tone: Tone;
  readonly word: string;
}

const LOOKS: Readonly<Record<FindingTone, Look>> = {
  bad: { tone: 'bad', word: 'fix' },
  doubt: { tone: 'doubt', word: 'check' },
  hint: { tone: 'act', word: 'advice' },
  past: { tone: 'ended', word: 'over' },
};

/** What the doctor found, the worst first: what is so, and what to change. */
@Component({
  selector: 'lk-findings',
  imports: [Said, Tag, Time],
  host: { role: 'list', 'aria-label': 'Findings' },
  template: `@for (finding of findings(); track finding.id) {
    <div role="listitem" [class]="finding.tone">
      <lk-tag [tone]="looks[finding.tone].tone">{{ looks[finding.tone].word }}</lk-tag>
      <div>
        <p class="headline"><lk-said [sentence]="finding.headline" /></p>
        @if (finding.tone !== 'past') {
          <p><lk-said [sentence]="finding.advice" /></p>
        }
        @if (finding.seen; as seen) {
          <p class="seen">{{ seen.count }} refused in 24 hours, the last <lk-time [at]="seen.lastAt" as="ago" /></p>
        }
      </div>
    </div>
  }`,
  styleUrl: './findings.scss',
})
export class Findings {
  readonly findings = input.required<readonly Finding[]>();
  protected readonly looks = LOOKS;
}
