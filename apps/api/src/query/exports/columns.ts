/** What the columns of a file are, in order: their names are the contract's own. */
import {
  type Agent,
  type CostGroup,
  type CostRow,
  DIMENSIONS,
  type ListedSession,
  type UsageGroup,
  type UsageItem,
} from '@livekit-dashboard/contracts';
import type { EventText } from '../../store/entities/views';

/** `instant`: ISO 8601, UTC. `json`: written as JSON text. */
export type CellType = 'text' | 'number' | 'instant' | 'boolean' | 'json';

export type Cell = string | number | boolean | object | null;

export const textOf = (value: NonNullable<Cell>): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

export interface Column<T> {
  readonly name: string;
  readonly type: CellType;
  readonly of: (row: T) => Cell;
}

/** Each member of the entity must be named. */
const membersOf = <T extends object>(types: Readonly<Record<keyof T & string, CellType>>): Column<T>[] =>
  (Object.entries(types) as [keyof T & string, CellType][]).map(([name, type]) => ({
    name,
    type,
    of: (row) => row[name] as Cell,
  }));

export const SESSION_COLUMNS = membersOf<Omit<ListedSession, 'who' | 'matched'>>({
  ...{ sid: 'text', name: 'text', source: 'text', state: 'text', startedAt: 'instant', endedAt: 'instant' },
  ...{ endReason: 'text', endEstimated: 'boolean', firstJoinedAt: 'instant', lastLeftAt: 'instant' },
  ...{ people: 'number', agents: 'number', participants: 'number', tracks: 'number', joins: 'number' },
  ...{
    identities: 'number',
    aborted: 'number',
    agentJoins: 'number',
    tenant: 'text',
    drops: 'number',
    recording: 'boolean',
  },
  ...{ metadata: 'text', metadataBytes: 'number', lastEventAt: 'instant', failedRecordings: 'number' },
});

/** The columns of agents, with the name of the session. */
export const PARTICIPANT_COLUMNS = membersOf<Agent>({
  ...{ sid: 'text', sessionSid: 'text', sessionName: 'text', identity: 'text', name: 'text', kind: 'text' },
  ...{ state: 'text', joinedAt: 'instant', leftAt: 'instant', leftEstimated: 'boolean', disconnectReason: 'text' },
  ...{ metadata: 'text', metadataBytes: 'number', attributes: 'json', tracks: 'number' },
  ...{ agentName: 'text', jobId: 'text', kindDetails: 'json', hidden: 'boolean', sip: 'json' },
  ...{ source: 'text' },
});

export const EVENT_COLUMNS = membersOf<EventText>({
  ...{ offset: 'number', id: 'text', event: 'text', createdAt: 'instant', receivedAt: 'instant', source: 'text' },
  ...{ apiKey: 'text', sessionSid: 'text', roomName: 'text', participantSid: 'text', identity: 'text' },
  ...{ trackSid: 'text', synthetic: 'boolean', payload: 'json' },
});

/** What the key of a row is: the name of the first column of usage and costs. */
const KEY_NAMES: Readonly<Record<UsageGroup, string>> = {
  hour: 'hour',
  day: 'day',
  room: 'room',
  identity: 'identity',
  agent: 'agent',
  session: 'sessionSid',
  tenant: 'tenant',
};

type Sums = Omit<UsageItem, 'key' | 'source' | 'minutes' | 'unitSeconds'>;

/** The last column where rows are sessions: two servers may have one of the same sid. */
const sourceColumn = <T extends { readonly source: string | null }>(groupBy: UsageGroup): Column<T>[] =>
  groupBy === 'session' ? [{ name: 'source', type: 'text', of: ({ source }) => source }] : [];

export const usageColumns = (groupBy: UsageGroup): readonly Column<UsageItem>[] => [
  { name: KEY_NAMES[groupBy], type: groupBy === 'hour' ? 'instant' : 'text', of: ({ key }) => key },
  ...membersOf<Sums>({
    ...{ sessions: 'number', joins: 'number', aborted: 'number', identities: 'number' },
    ...{ personMs: 'number', agentMs: 'number', sipMs: 'number', estimatedMs: 'number', peakPeople: 'number' },
  }),
  ...DIMENSIONS.map((dimension): Column<UsageItem> => ({
    name: `minutes.${dimension}`,
    type: 'number',
    of: ({ minutes }) => minutes[dimension],
  })),
  ...sourceColumn<UsageItem>(groupBy),
];

/** Amounts are exact in CSV and JSON; in XLSX they are numbers, which have 15 digits and can be added up. */
export const costColumns = (groupBy: CostGroup): readonly Column<CostRow>[] => [
  { name: KEY_NAMES[groupBy], type: 'text', of: ({ key }) => key },
  { name: 'row', type: 'text', of: ({ row }) => row },
  ...DIMENSIONS.map((dimension): Column<CostRow> => ({
    name: `minutes.${dimension}`,
    type: 'number',
    of: ({ minutes }) => minutes?.[dimension] ?? null,
  })),
  { name: 'amount', type: 'number', of: ({ amount }) => amount },
  { name: 'currency', type: 'text', of: ({ currency }) => currency },
  { name: 'from', type: 'instant', of: ({ from }) => from },
  { name: 'to', type: 'instant', of: ({ to }) => to },
  ...sourceColumn<CostRow>(groupBy),
];
