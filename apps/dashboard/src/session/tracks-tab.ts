import { Component, computed, input } from '@angular/core';
import type { Participant, Track } from '@livekit-dashboard/contracts';
import {
  Duration,
  Name,
  Notice,
  Sid,
  State,
  type TableColumn,
  Tag,
  Time,
  VirtualTable,
  RowTemplate,
} from '@livekit-dashboard/ui';

interface TrackRow {
  readonly track: Track;
  readonly publisher: string | null;
}

/** Every track published in the session, in the order of publishing. */
@Component({
  selector: 'lk-tracks-tab',
  imports: [Duration, Name, Notice, Sid, State, Tag, Time, RowTemplate, VirtualTable],
  templateUrl: './tracks-tab.html',
  styleUrl: './tab.scss',
})
export class TracksTab {
  readonly tracks = input.required<readonly Track[]>();
  readonly participants = input.required<readonly Participant[]>();
  /** The day of the session, which is not repeated. */
  readonly near = input.required<string | null>();

  protected readonly idOf = (row: TrackRow): string => row.track.sid;
  protected readonly rows = computed((): readonly TrackRow[] => {
    const names = new Map(this.participants().map((row) => [row.sid, [row.name, row.identity].find(Boolean)]));
    return this.tracks().map((track) => ({ track, publisher: names.get(track.participantSid) ?? null }));
  });
  protected readonly columns: readonly TableColumn[] = [
    { label: 'Source', width: 'minmax(132px, 1fr)' },
    { label: 'Publisher', width: 'minmax(110px, 1.6fr)' },
    { label: 'State', width: 'minmax(116px, 0.9fr)', priority: 2 },
    { label: 'Published', width: '116px', number: true, priority: 2 },
    { label: 'Length', width: '92px', number: true },
    { label: 'Format', width: 'minmax(150px, 1.4fr)', priority: 3 },
    { label: 'Sid', width: '152px', priority: 3 },
  ];
}
