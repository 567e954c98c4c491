import { Component, computed, inject, input } from '@angular/core';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import type { Participant, Session } from '@livekit-dashboard/contracts';
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
import { isFailure, leaveLabel } from '../shared/labels';
import { type Census, censusWords } from './census';
import { KindTag } from './kind-tag';
import { nameOf } from './kinds';
import { ParticipantDetail } from './participant-detail';

/** Every connection of the session, in the order of joins and failed joins: a person who rejoined has two rows. */
@Component({
  selector: 'lk-participants-tab',
  imports: [
    Duration,
    KindTag,
    Name,
    Notice,
    ParticipantDetail,
    RouterLink,
    Sid,
    State,
    Tag,
    Time,
    Tint,
    RowTemplate,
    VirtualTable,
  ],
  templateUrl: './participants-tab.html',
  styleUrl: './tab.scss',
})
export class ParticipantsTab {
  readonly participants = input.required<readonly Participant[]>();
  readonly session = input.required<Session>();
  /** How many tracks each connection published, by its sid. */
  readonly published = input.required<ReadonlyMap<string, number>>();
  readonly census = input.required<Census>();
  /** The sid of the open row, from the URL. */
  readonly open = input<string>();
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);

  protected readonly opened = computed(() => this.participants().find(({ sid }) => sid === this.open()) ?? null);
  protected readonly words = computed(() => censusWords(this.census()));
  protected readonly nameOf = nameOf;
  protected readonly isFailure = isFailure;
  protected readonly leaveLabel = leaveLabel;
  protected readonly idOf = (row: Participant): string => row.sid;
  protected readonly columns: readonly TableColumn[] = [
    { label: 'Who', width: 'minmax(160px, 2.4fr)' },
    { label: 'State', width: 'minmax(108px, 0.8fr)' },
    { label: 'Joined', width: '128px', number: true, priority: 2 },
    { label: 'Left', width: '128px', number: true, priority: 3 },
    { label: 'Time in', width: '92px', number: true },
    { label: 'Tracks', width: '68px', number: true, priority: 2 },
    { label: 'Leave reason', width: 'minmax(150px, 1.4fr)', priority: 2 },
    { label: 'Sid', width: '152px', priority: 3 },
  ];

  protected close(): void {
    const queryParams = { open: null };
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams,
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }
}
