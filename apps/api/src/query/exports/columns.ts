/** The columns of each file, in order. Their names are those of the contract. */
import {
  agent,
  type CostGroup,
  type CostRow,
  DIMENSIONS,
  listedSession,
  storedEvent,
  type UsageGroup,
  type UsageItem,
} from '@livekit-dashboard/contracts';
import type { z } from 'zod';
import type { EventText } from '../../store/entities/stored-event';
import { type JsonSchema, jsonSchemaOf } from '../json-schema';

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

/** Every member of the type must be listed. */
const membersOf = <T extends object>(types: Readonly<Record<keyof T & string, CellType>>): Column<T>[] =>
  (Object.entries(types) as [keyof T & string, CellType][]).map(([name, type]) => ({
    name,
    type,
    of: (row) => row[name] as Cell,
  }));

/**
 * A column for each property of the contract's schema. `first`: the names that come first, in this order; a property
 * that the contract gets later follows them, so no column of a file ever moves.
 */
function columnsOf<S extends z.ZodObject, T extends object = z.infer<S>>(
  schema: S,
  first: readonly (keyof z.infer<S> & string)[],
): Column<T>[] {
  const properties = jsonSchemaOf(schema, 'output')['properties'] as Record<keyof T & string, JsonSchema>;
  const names = new Set([...first, ...Object.keys(properties)]) as Set<keyof T & string>;
  return [...names].map((name) => ({
    name,
    type: cellTypeOf(properties[name]),
    of: (row) => row[name] as Cell,
  }));
}

const CELL_TYPES: Readonly<Record<string, CellType>> = {
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
};

/** The type of a nullable value is that of the value: `type: ['string', 'null']`, or `anyOf`. */
function cellTypeOf({ type, format, anyOf }: JsonSchema): CellType {
  if (Array.isArray(anyOf)) return cellTypeOf(anyOf.find((each: JsonSchema) => each['type'] !== 'null') as JsonSchema);
  const name = Array.isArray(type) ? (type as unknown[]).find((each) => each !== 'null') : type;
  return format === 'date-time' ? 'instant' : (CELL_TYPES[String(name)] ?? 'json');
}

export const SESSION_COLUMNS = columnsOf(listedSession.omit({ who: true, matched: true }), [
  ...(['sid', 'name', 'source', 'state', 'startedAt', 'endedAt', 'endReason', 'endEstimated'] as const),
  ...(['firstJoinedAt', 'lastLeftAt', 'people', 'agents', 'participants', 'tracks', 'joins'] as const),
  ...(['identities', 'aborted', 'agentJoins', 'tenant', 'drops', 'recording'] as const),
  ...(['metadata', 'metadataBytes', 'lastEventAt', 'failedRecordings'] as const),
]);

/** The columns of agents, with the name of the session. */
export const PARTICIPANT_COLUMNS = columnsOf(agent, [
  ...(['sid', 'sessionSid', 'sessionName', 'identity', 'name', 'kind', 'state', 'joinedAt', 'leftAt'] as const),
  ...(['leftEstimated', 'disconnectReason', 'metadata', 'metadataBytes', 'attributes', 'tracks'] as const),
  ...(['agentName', 'jobId', 'kindDetails', 'hidden', 'sip', 'source'] as const),
]);

export const EVENT_COLUMNS = columnsOf<typeof storedEvent, EventText>(storedEvent, []);

/** The name of the first column of usage and costs, which has the key of the row. */
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

/** The last column if rows are sessions, since two servers can have a session of the same sid. */
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
