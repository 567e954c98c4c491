/** The columns of the live table: labels, widths, sorts, and which of them are shown. */
import { computed, inject, Injectable } from '@angular/core';
import type { TableColumn } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { type ChoosableColumn, KeptColumns } from './kept-columns';
import type { SortField } from './session-sort';

interface SessionColumn extends TableColumn, ChoosableColumn<string> {
  readonly sort?: SortField;
}

const SESSION_COLUMNS = [
  { id: 'room', label: 'Room', width: 'minmax(160px, 4fr)', sort: 'name', fixed: true },
  { id: 'server', label: 'Server', width: 'minmax(80px, 1fr)', priority: 3 },
  { id: 'started', label: 'Started', width: '112px', number: true, sort: 'startedAt', priority: 3 },
  { id: 'duration', label: 'Duration', width: '96px', number: true },
  { id: 'people', label: 'People', width: '76px', number: true, sort: 'people' },
  { id: 'came', label: 'Unique people', width: '128px', number: true, sort: 'identities', extra: true, priority: 3 },
  { id: 'agents', label: 'Agents', width: '76px', number: true, sort: 'agents' },
  { id: 'tracks', label: 'Tracks', width: '72px', number: true, sort: 'tracks', priority: 3 },
  { id: 'joins', label: 'Joins', width: '68px', number: true, sort: 'joins', priority: 3 },
  { id: 'last', label: 'Last event', width: '96px', number: true, sort: 'lastEventAt', extra: true, priority: 3 },
  { id: 'notes', label: 'Notes', width: 'minmax(130px, 1.6fr)' },
] as const satisfies readonly SessionColumn[];

export type ColumnId = (typeof SESSION_COLUMNS)[number]['id'];
export type ColumnSet = ReadonlySet<ColumnId>;

type Column = SessionColumn & { readonly id: ColumnId };
const ALL: readonly Column[] = SESSION_COLUMNS;

@Injectable({ providedIn: 'root' })
export class ColumnChoice {
  private readonly live = inject(LiveStore);
  /** Shown only if there are several servers. */
  private readonly offered = computed(() => {
    const several = (this.live.health()?.servers.length ?? 1) > 1;
    return ALL.filter(({ id }) => several || id !== 'server');
  });
  readonly kept = new KeptColumns<ColumnId, Column>('session-columns', ALL, this.offered);
  readonly columns = this.kept.columns;
  readonly shown = this.kept.shown;
}
