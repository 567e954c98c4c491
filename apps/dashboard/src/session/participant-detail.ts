import { afterNextRender, Component, ElementRef, inject, input, output } from '@angular/core';
import type { Participant, Session } from '@livekit-dashboard/contracts';
import { Duration, Icon, Name, Sid, Time } from '@livekit-dashboard/ui';
import { KindTag } from './kind-tag';
import { Metadata } from './metadata';

/** One connection whole: who, when, and what it carried. */
@Component({
  selector: 'lk-participant-detail',
  imports: [Duration, Icon, KindTag, Metadata, Name, Sid, Time],
  host: { class: 'card beside', role: 'region', 'aria-label': 'Participant', '(keydown.escape)': 'closed.emit()' },
  templateUrl: './participant-detail.html',
  styleUrl: './participant-detail.scss',
})
export class ParticipantDetail {
  readonly participant = input.required<Participant>();
  readonly session = input.required<Session>();
  readonly closed = output();

  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() => element.scrollIntoView({ block: 'nearest' })); // it may be opened from far above
  }
}
