/** The columns of the history: as `TableColumn`, and which of them are shown. */
import { computed, inject, Injectable } from '@angular/core';
import type { TableColumn } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { SetupStore } from '../setup/setup.store';
import { FILTER_LABELS } from '../shared/labels';
import { type ChoosableColumn, KeptColumns } from './kept-columns';

const COLUMNS = [
  { id: 'room', label: 'Room', width: 'minmax(130px, 2.2fr)', sort: 'name', fixed: true },
  { id: 'server', label: FILTER_LABELS.source, width: 'minmax(80px, 0.6fr)', priority: 3 },
  { id: 'tenant', label: FILTER_LABELS.tenant, width: 'minmax(96px, 1fr)', priority: 3, extra: true },
  { id: 'who', label: 'Who', width: 'minmax(130px, 2fr)', priority: 2 },
  { id: 'started', label: 'Started', width: '126px', number: true, sort: 'startedAt', fixed: true },
  { id: 'ended', label: 'Ended', width: '126px', number: true, priority: 3, sort: 'endedAt' },
  { id: 'duration', label: 'Duration', width: '88px', number: true, priority: 2, sort: 'duration' },
  { id: 'people', label: 'People', width: '70px', number: true, priority: 2, sort: 'identities' },
  { id: 'joins', label: 'Joins', width: '60px', number: true, priority: 3, sort: 'joins' },
  { id: 'agents', label: 'Agents', width: '66px', number: true, priority: 3 },
  { id: 'end', label: 'End', width: 'minmax(192px, 1.8fr)', priority: 2 },
] as const satisfies readonly (TableColumn & ChoosableColumn<string>)[];

type HistoryColumnId = (typeof COLUMNS)[number]['id'];
type HistoryColumn = TableColumn & ChoosableColumn<HistoryColumnId>;
const ALL: readonly HistoryColumn[] = COLUMNS;

@Injectable({ providedIn: 'root' })
export class HistoryColumns {
  private readonly live = inject(LiveStore);
  private readonly setup = inject(SetupStore);
  /** Servers if there are several, tenants if there are any. */
  private readonly offered = computed(() => {
    const several = (this.live.health()?.servers.length ?? 1) > 1;
    const tenants = this.setup.tenantKey() !== null;
    return ALL.filter(({ id }) => (several || id !== 'server') && (tenants || id !== 'tenant'));
  });
  readonly kept = new KeptColumns<HistoryColumnId, HistoryColumn>('history-columns', ALL, this.offered);
}
