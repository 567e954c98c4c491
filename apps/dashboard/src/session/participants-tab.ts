import { Component, input } from '@angular/core';
import type { Participant } from '@livekit-dashboard/contracts';
import {
  Duration,
  Name,
  Notice,
  Sid,
  State,
  type TableColumn,
  Tag,
  Time,
  Tint,
  VirtualTable,
  RowTemplate,
} from '@livekit-dashboard/ui';
import { KindTag } from './kind-tag';

/** Every connection of the session, in the order of joining: somebody who came back has two rows. */
@Component({
  selector: 'lk-participants-tab',
  imports: [Duration, KindTag, Name, Notice, Sid, State, Tag, Time, Tint, RowTemplate, VirtualTable],
  templateUrl: './participants-tab.html',
  styleUrl: './tab.scss',
})
export class ParticipantsTab {
  readonly participants = input.required<readonly Participant[]>();
  /** Somebody may still come. */
  readonly running = input.required<boolean>();
  protected readonly idOf = (row: Participant): string => row.sid;
  protected readonly columns: readonly TableColumn[] = [
    { label: 'Who', width: 'minmax(160px, 2.4fr)' },
    { label: 'State', width: 'minmax(92px, 0.8fr)' },
    { label: 'Joined', width: '96px', number: true, priority: 2 },
    { label: 'Left', width: '96px', number: true, priority: 3 },
    { label: 'Time in', width: '92px', number: true },
    { label: 'Tracks', width: '68px', number: true, priority: 2 },
    { label: 'Reason', width: 'minmax(140px, 1.4fr)', priority: 2 },
    { label: 'Sid', width: '152px', priority: 3 },
  ];
}
