import { afterNextRender, Component, ElementRef, inject, input, output } from '@angular/core';
import type { Participant, Session } from '@livekit-dashboard/contracts';
import { Duration, Icon, Name, Sid, Time } from '@livekit-dashboard/ui';
import { isFailure, leaveLabel } from '../shared/labels';
import { KindTag } from './kind-tag';
import { nameOf } from './kinds';
import { Metadata } from './metadata';
import { SipFacts } from './sip-facts';

/** Everything about one connection. */
@Component({
  selector: 'lk-participant-detail',
  imports: [Duration, Icon, KindTag, Metadata, Name, Sid, SipFacts, Time],
  host: {
    class: 'card beside',
    role: 'region',
    'aria-label': 'Participant',
    '(document:keydown.escape)': 'dismiss($event)',
  },
  templateUrl: './participant-detail.html',
  styleUrl: './participant-detail.scss',
})
export class ParticipantDetail {
  readonly participant = input.required<Participant>();
  readonly session = input.required<Session>();
  readonly closed = output();
  protected readonly nameOf = nameOf;
  protected readonly isFailure = isFailure;
  protected readonly leaveLabel = leaveLabel;

  /** Unless Escape closes something else that is open. */
  protected dismiss(event: Event): void {
    if (!event.defaultPrevented && !document.querySelector('dialog[open]')) this.closed.emit();
  }

  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() => element.scrollIntoView({ block: 'nearest' })); // it may be opened from a row far above
  }
}
