import { Component, computed, inject, input } from '@angular/core';
import { Name, UI_CLOCK } from '@livekit-dashboard/ui';
import { isRunning, hasFailed, recordingWords } from '../egress-state';
import { isFailure } from '../../shared/labels';
import { KindTag } from '../kind-tag';
import { rowSentence, sentenceOf } from './facts';
import { labelsOf } from './labels';
import type { Range } from './range';
import { boxOf } from './shape';
import type { Span, TimelineRow } from './timeline';

/** The id of the span at the keyboard cursor; the page has one at most. */
export const ACTIVE_SPAN_ID = 'timeline-span';
export const rowElementId = (index: number): string => `timeline-row-${index}`;

/**
 * One row. Its bars are placed by the stylesheet from the variables --from, --span and --now that the timeline sets:
 * the passing of time runs no code here and renders nothing.
 */
@Component({
  selector: 'lk-timeline-row',
  imports: [KindTag, Name],
  host: {
    role: 'row',
    '[id]': 'elementId()',
    '[attr.aria-rowindex]': 'index() + 1',
    '[attr.aria-label]': 'sentence()',
    '[attr.data-row]': 'index()',
    '[class]': 'row().who',
    '[class.here]': 'here()',
    '[class.gone]': '!row().inside',
  },
  templateUrl: './timeline-row.html',
  styleUrl: './timeline-row.scss',
})
export class TimelineRowView {
  readonly row = input.required<TimelineRow>();
  readonly index = input.required<number>();
  /** The origin of the scale of the stylesheet, in ms. */
  readonly base = input.required<number>();
  /** For the labels: the shown range, and the width of the plot. */
  readonly shown = input.required<Range>();
  readonly width = input.required<number>();
  /** Whether the keyboard cursor is at this row, and at which of its spans. */
  readonly here = input(false);
  readonly active = input<string | null>(null);
  private readonly clock = inject(UI_CLOCK);

  protected readonly activeId = ACTIVE_SPAN_ID;
  protected readonly elementId = computed(() => rowElementId(this.index()));
  protected readonly labels = computed(() => labelsOf(this.row(), this.shown(), this.shown().to, this.width()));
  protected readonly spans = computed(() => this.row().spans.flatMap((span) => this.draw(span)));
  /** The sentences have no running durations, so they do not change each second. */
  private readonly still = computed(() => ({ now: 0, zone: this.clock.zone(), day: this.base() }));
  protected readonly sentence = computed(() => rowSentence(this.row(), this.still()));

  /** `, recorded`, `, recording failed`; empty for a room without egress. */
  protected readonly recorded = computed(() => {
    const egresses = this.row().spans.flatMap(({ subject }) => (subject.kind === 'egress' ? [subject.egress] : []));
    const words = recordingWords(egresses);
    return words ? `, ${words}` : '';
  });

  protected spoken(span: Span): string {
    return sentenceOf(span, this.row(), this.still());
  }

  /** Seconds on the scale of the stylesheet. */
  protected at(moment: number): number {
    return (moment - this.base()) / 1000;
  }

  private draw(span: Span) {
    if (span.from === null) return [];
    const end = span.to === null ? null : this.at(span.to);
    const thin = span.subject.kind === 'track'; // there is only space for an amber end
    const unheard = span.heardTo === null || thin ? null : this.at(span.heardTo);
    const box = boxOf(span, this.row());
    return [{ span, ...box, start: this.at(span.from), end, unheard, look: lookOf(span) }];
  }
}

/** The classes of the stylesheet. */
function lookOf(span: Span): string {
  const { subject } = span;
  const flags = [span.to === null ? 'runs' : '', span.startSeen ? '' : 'unseen', span.estimated ? 'estimated' : ''];
  return ['span', subject.kind, ...flags, special(span)].filter(Boolean).join(' ');
}

function special({ subject }: Span): string {
  switch (subject.kind) {
    case 'track':
      return `source-${(subject.track.source ?? 'unknown').toLowerCase().replaceAll('_', '-')}`;
    case 'egress':
      return hasFailed(subject.egress) ? 'failed' : isRunning(subject.egress, subject.open) ? 'recording' : '';
    case 'connection':
      return isFailure(subject.participant.disconnectReason ?? '') ? 'problem' : '';
    case 'room':
    case 'aborted':
      return '';
  }
}
