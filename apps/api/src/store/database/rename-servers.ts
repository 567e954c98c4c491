/**
 * Keeps the rows of a LiveKit server that was renamed: `default` that received a name in LIVEKIT_SERVERS, or a server
 * that states its earlier name (`formerly`). Runs at start, after the migrations and under their lock; does nothing
 * once it is done.
 *
 * Invariants: rows move in batches, each in a transaction that holds the head's lock, so that no writer sees half of
 * one; an interrupted start is continued by the next one. Sessions move before what is in them. If both names have a
 * session of one sid, or an event of one id, the old one keeps its old name, with everything in it. Positions of
 * clients are void: the epoch is a new one.
 */
import type { DataSource, EntityMetadata, EntityManager } from 'typeorm';
import type { LiveKitServer } from '../../config/config';
import { lockHead } from './lock-head';
import { clientOf } from '../sql/client';
import { named, rows } from '../sql/sql';

interface Says {
  log(message: string): void;
  warn(message: string): void;
}

/** The name of the one server that the plain variables describe. */
const UNNAMED = 'default';
/** Rows per transaction. Writers wait for one transaction at most. */
const BATCH = 5_000;
/** Number of last webhooks of `default` whose API keys identify the server. */
const LAST_WEBHOOKS = 1_000;

/**
 * Tables whose rows belong to a server: sessions first, then what is in them; events last, since they identify the
 * server.
 */
const tablesOf = ({ entityMetadatas }: DataSource): readonly EntityMetadata[] =>
  entityMetadatas
    .filter(({ columns }) => columns.some(({ databaseName }) => databaseName === 'source'))
    .sort((a, b) => turnOf(a) - turnOf(b));

const turnOf = ({ tableName }: EntityMetadata): number => (tableName === 'session' ? 0 : tableName === 'event' ? 2 : 1);

export async function renameServers(
  dataSource: DataSource,
  servers: readonly LiveKitServer[],
  says: Says,
): Promise<void> {
  for (const { name, formerly = [] } of servers) {
    for (const old of formerly) await rename(dataSource, old, name, says);
  }
  const isTaken = servers.some(({ name, formerly = [] }) => name === UNNAMED || formerly.includes(UNNAMED));
  if (servers.length === 0 || isTaken || !(await hasRows(dataSource, UNNAMED))) return;
  const [heir, ...others] = await serversWithKeysOf(dataSource, UNNAMED, servers);
  if (heir && others.length === 0) return rename(dataSource, UNNAMED, heir.name, says);
  says.warn(
    `What is stored of the server "${UNNAMED}" stays under that name: its API keys are those of no server in LIVEKIT_SERVERS. ` +
      `To keep it with one of them, add \`formerly: ${UNNAMED}\` to that server.`,
  );
}

/** In any table: a start that was cut short may have moved all of some. */
async function hasRows(dataSource: DataSource, source: string): Promise<boolean> {
  const any = tablesOf(dataSource).map(
    ({ tableName }) => `EXISTS (SELECT 1 FROM "${tableName}" WHERE source = :source)`,
  );
  const [row] = await rows<{ any: boolean }>(dataSource, named(`SELECT ${any.join(' OR ')} AS any`, { source }));
  return row?.any === true;
}

/** An API key belongs to one server. */
async function serversWithKeysOf(
  dataSource: DataSource,
  source: string,
  servers: readonly LiveKitServer[],
): Promise<readonly LiveKitServer[]> {
  const used = await dataSource.query<{ key: string }[]>(
    `SELECT DISTINCT api_key AS key FROM (
       SELECT api_key FROM event WHERE source = $1 AND NOT synthetic ORDER BY received_ms DESC, stream_offset DESC LIMIT ${LAST_WEBHOOKS}
     ) last WHERE api_key IS NOT NULL`,
    [source],
  );
  return servers.filter(({ keys }) => used.some(({ key }) => keys.has(key)));
}

async function rename(dataSource: DataSource, from: string, to: string, says: Says): Promise<void> {
  const moved = new Map<string, number>();
  let isReported = false;
  for (const table of tablesOf(dataSource)) {
    let place: readonly string[] | null = null;
    do {
      const page: Moved = await dataSource.transaction((manager) => moveBatch(manager, table, { from, to }, place));
      // A start that logs nothing for a minute seems to hang.
      if (page.moved > 0 && !isReported) {
        says.log(
          `The server "${from}" gets the name "${to}" in all stored rows. Webhooks are accepted when it is done.`,
        );
        isReported = true;
      }
      moved.set(table.tableName, (moved.get(table.tableName) ?? 0) + page.moved);
      place = page.last;
    } while (place !== null);
  }
  const total = [...moved.values()].reduce((sum, rows) => sum + rows, 0);
  if (total === 0) return;
  const [left] = await dataSource.query<{ n: number }[]>('SELECT count(*)::int AS n FROM session WHERE source = $1', [
    from,
  ]);
  const kept = left && left.n > 0 ? ` ${left.n} sessions that both names have stay under "${from}".` : '';
  says.log(
    `The server "${from}" is "${to}" now: ${moved.get('session') ?? 0} sessions and ${moved.get('event') ?? 0} events ` +
      `of it are kept under the new name.${kept}`,
  );
}

interface Moved {
  readonly moved: number;
  /** The key of the last row of the batch; null if there are no more. */
  readonly last: readonly string[] | null;
}

/**
 * The rows of the old name that follow `place` in the order of the primary key. In order of the key, so that no batch
 * scans the dead rows of earlier batches.
 */
async function moveBatch(
  manager: EntityManager,
  table: EntityMetadata,
  names: { readonly from: string; readonly to: string },
  place: readonly string[] | null,
): Promise<Moved> {
  await lockHead(await clientOf(manager));
  const key = Object.fromEntries((place ?? []).map((part, i) => [`key${i}`, part]));
  const [page] = await rows<{ moved: number; read: number; last: readonly string[] | null }>(
    manager,
    named(batchStatement(table, place !== null), { ...names, ...key }),
  );
  if (!page) throw new Error('a statement that counts gave no row');
  if (page.moved > 0) await manager.query('UPDATE stream_head SET epoch = gen_random_uuid()');
  return { moved: page.moved, last: page.read < BATCH ? null : page.last };
}

/**
 * `:from` and `:to`: the old and the new name; `:key0` and so on: the key to follow. Rows are updated by their place in the table: while
 * half of a server has its new name, what the planner knows of `source` is wrong, and a join by key became one of all
 * rows with each of the batch.
 */
function batchStatement(table: EntityMetadata, isLater: boolean): string {
  const name = `"${table.tableName}"`;
  const keys = table.primaryColumns
    .filter(({ databaseName }) => databaseName !== 'source')
    .map(({ databaseName, type }) => ({ name: `"${databaseName}"`, type: String(type) }));
  const listed = keys.map((key) => `t.${key.name}`).join(', ');
  const after = keys.map(({ type }, i) => `:key${i}::text::${type}`).join(', ');
  const conditions = [...taken(table)];
  if (table.columns.some(({ databaseName }) => databaseName === 'session_sid')) {
    conditions.push('NOT EXISTS (SELECT 1 FROM session s WHERE s.source = :from AND s.sid = page.session_sid)');
  }
  // A table of servers alone has one row of a name.
  const order = keys.length === 0 ? '' : `ORDER BY ${listed} LIMIT ${BATCH}`;
  const last =
    keys.length === 0
      ? 'NULL::text[]'
      : `(SELECT ARRAY[${keys.map((key) => `page.${key.name}::text`).join(', ')}] FROM page
         ORDER BY ${keys.map((key) => `page.${key.name} DESC`).join(', ')} LIMIT 1)`;
  return `
    WITH page AS MATERIALIZED (
      SELECT t.ctid AS place, ${columnsOf(table).join(', ')} FROM ${name} t
      WHERE t.source = :from ${isLater ? `AND (${listed}) > (${after})` : ''} ${order}
    ),
    free AS MATERIALIZED (SELECT place FROM page ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}),
    moved AS (UPDATE ${name} SET source = :to WHERE ctid = ANY (ARRAY(SELECT place FROM free)) RETURNING 1)
    SELECT (SELECT count(*)::int FROM moved) AS moved, (SELECT count(*)::int FROM page) AS read, ${last} AS last`;
}

/** Those that keys and conditions name. */
function columnsOf(table: EntityMetadata): readonly string[] {
  const names = uniqueKeys(table).flat();
  if (table.columns.some(({ databaseName }) => databaseName === 'session_sid')) names.push('session_sid');
  return [...new Set(['source', ...names])].map((name) => `t."${name}"`);
}

/** SQL: for each unique key with the source in it, that no row of the new name has it. */
const taken = (table: EntityMetadata): readonly string[] =>
  uniqueKeys(table)
    .filter((columns) => columns.includes('source'))
    .map((columns) => {
      const same = columns.filter((column) => column !== 'source').map((column) => `o."${column}" = page."${column}"`);
      return `NOT EXISTS (SELECT 1 FROM "${table.tableName}" o WHERE ${['o.source = :to', ...same].join(' AND ')})`;
    });

const uniqueKeys = ({ primaryColumns, indices }: EntityMetadata): readonly string[][] =>
  [primaryColumns, ...indices.filter(({ isUnique }) => isUnique).map(({ columns }) => columns)].map((columns) =>
    columns.map(({ databaseName }) => databaseName),
  );
