/**
 * The columns of the live table: what they are called, how wide, what one sorts by, and which of them are shown. The choice belongs
 * to this browser; the order does not change.
 */
import { computed, Injectable, signal } from '@angular/core';
import { readStored, writeStored } from '../frame/stored-choice';
import type { SortField } from './session-sort';

export interface SessionColumn {
  readonly id: string;
  readonly label: string;
  /** A grid track. */
  readonly width: string;
  readonly number?: true;
  readonly sort?: SortField;
  /** Always there. */
  readonly fixed?: true;
  /** Not there until it is chosen. */
  readonly extra?: true;
  /** Goes when the table is narrow. */
  readonly wide?: true;
}

export const SESSION_COLUMNS = [
  { id: 'room', label: 'Room', width: 'minmax(200px, 4fr)', sort: 'name', fixed: true },
  { id: 'state', label: 'State', width: 'minmax(156px, 0.5fr)', fixed: true },
  { id: 'server', label: 'Server', width: 'minmax(80px, 1fr)', extra: true, wide: true },
  { id: 'started', label: 'Started', width: '112px', number: true, sort: 'startedAt', wide: true },
  { id: 'duration', label: 'Duration', width: '104px', number: true },
  { id: 'people', label: 'People', width: '76px', number: true, sort: 'people' },
  { id: 'came', label: 'Came', width: '72px', number: true, sort: 'identities', extra: true, wide: true },
  { id: 'agents', label: 'Agents', width: '76px', number: true, sort: 'agents' },
  { id: 'tracks', label: 'Tracks', width: '72px', number: true, sort: 'tracks', wide: true },
  { id: 'joins', label: 'Joins', width: '68px', number: true, sort: 'joins', wide: true },
  { id: 'last', label: 'Last event', width: '96px', number: true, sort: 'lastEventAt', extra: true, wide: true },
  { id: 'notes', label: 'Notes', width: 'minmax(130px, 1.6fr)' },
] as const satisfies readonly SessionColumn[];

export type ColumnId = (typeof SESSION_COLUMNS)[number]['id'];
export type ColumnSet = ReadonlySet<ColumnId>;

const ALL: readonly (SessionColumn & { readonly id: ColumnId })[] = SESSION_COLUMNS;
const KEY = 'session-columns';

@Injectable({ providedIn: 'root' })
export class ColumnChoice {
  private readonly chosen = signal(stored());

  readonly shown = this.chosen.asReadonly();
  readonly columns = computed(() => ALL.filter(({ id }) => this.chosen().has(id)));
  /** Grid templates of the wide and of the narrow table. */
  readonly tracks = computed(() => tracksOf(this.columns()));
  readonly narrowTracks = computed(() => tracksOf(this.columns().filter(({ wide }) => !wide)));
  /** Those that may go. */
  readonly optional = ALL.filter(({ fixed }) => !fixed);

  toggle(id: ColumnId): void {
    const next = new Set(this.chosen());
    if (!next.delete(id)) next.add(id);
    this.chosen.set(next);
    writeStored(KEY, [...next].join(' '));
  }
}

const tracksOf = (columns: readonly SessionColumn[]): string => columns.map(({ width }) => width).join(' ');

function stored(): ColumnSet {
  const kept = readStored(KEY)?.split(' ');
  return new Set(ALL.filter(({ id, fixed, extra }) => fixed ?? kept?.includes(id) ?? !extra).map(({ id }) => id));
}
