/** What the columns of a file are, in order: their names are the contract's own. */
import {
  type Agent,
  DIMENSIONS,
  type ListedSession,
  type StoredEvent,
  type UsageItem,
} from '@livekit-dashboard/contracts';

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

export const SESSION_COLUMNS = membersOf<ListedSession>({
  ...{ sid: 'text', name: 'text', source: 'text', state: 'text', startedAt: 'instant', endedAt: 'instant' },
  ...{ endReason: 'text', endEstimated: 'boolean', firstJoinedAt: 'instant', lastLeftAt: 'instant' },
  ...{ people: 'number', agents: 'number', participants: 'number', tracks: 'number', joins: 'number' },
  ...{ identities: 'number', aborted: 'number', agentJoins: 'number', recording: 'boolean' },
  ...{ metadata: 'text', metadataBytes: 'number', lastEventAt: 'instant' },
});

/** As agents are told of: with the name of the session. */
export const PARTICIPANT_COLUMNS = membersOf<Agent>({
  ...{ sid: 'text', sessionSid: 'text', sessionName: 'text', identity: 'text', name: 'text', kind: 'text' },
  ...{ state: 'text', joinedAt: 'instant', leftAt: 'instant', leftEstimated: 'boolean', disconnectReason: 'text' },
  ...{ metadata: 'text', metadataBytes: 'number', attributes: 'json', tracks: 'number' },
  ...{ agentName: 'text', jobId: 'text' },
});

export const EVENT_COLUMNS = membersOf<StoredEvent>({
  ...{ offset: 'number', id: 'text', event: 'text', createdAt: 'instant', receivedAt: 'instant', source: 'text' },
  ...{ apiKey: 'text', sessionSid: 'text', roomName: 'text', participantSid: 'text', identity: 'text' },
  ...{ trackSid: 'text', synthetic: 'boolean', payload: 'json' },
});

type Sums = Omit<UsageItem, 'minutes' | 'unitSeconds'>;

export const USAGE_COLUMNS: readonly Column<UsageItem>[] = [
  ...membersOf<Sums>({
    ...{ key: 'text', sessions: 'number', joins: 'number', aborted: 'number', identities: 'number' },
    ...{ personMs: 'number', agentMs: 'number', sipMs: 'number', estimatedMs: 'number', peakPeople: 'number' },
  }),
  ...DIMENSIONS.map((dimension): Column<UsageItem> => ({
    name: `minutes.${dimension}`,
    type: 'number',
    of: ({ minutes }) => minutes[dimension],
  })),
];
