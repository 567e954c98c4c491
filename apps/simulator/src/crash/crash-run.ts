/**
 * Kills the api under load repeatedly, and then checks that every acknowledged event is stored once and the offsets
 * have no gap. `kill -9` lets it finish nothing; what was not acknowledged is posted again, as LiveKit does.
 */
import { eventList } from '@livekit-dashboard/contracts';
import { freePort, startApi } from '@livekit-dashboard/harness';
import { Random, steady } from '@livekit-dashboard/traffic';
import type { ApiKey } from '@livekit-dashboard/livekit';
import { Ledger } from './ledger';

const API_KEY: ApiKey = { key: 'crash', secret: 'a-secret-for-crash-tests-and-nothing-else' };
const CONNECTIONS = 32;
/** It is killed at an acknowledgement between these, while further posts are in progress. */
const KILL_AFTER = { min: 50, max: 600 } as const;

export interface CrashOptions {
  readonly times: number;
  readonly seed: number;
  /** Where it stores: DATABASE_URL or DATA_DIR. */
  readonly env: Readonly<Record<string, string>>;
  readonly onRound?: (round: number, acknowledged: number) => void;
}

export interface CrashReport {
  readonly acknowledged: number;
  /** How many posts were repeated because no answer came. */
  readonly repeated: number;
  readonly stored: number;
  /** Acknowledged but not stored. */
  readonly lost: readonly string[];
  /** Stored more than once. */
  readonly doubled: readonly string[];
  /** Offsets that are not one more than the offset before. */
  readonly holes: readonly number[];
}

export async function crashRun({ times, seed, env, onRound }: CrashOptions): Promise<CrashReport> {
  const random = new Random(seed);
  const fixed = { ...env, PORT: String(await freePort()) };
  const url = new URL(`http://127.0.0.1:${fixed.PORT}/api/webhooks/livekit`);
  const traffic = steady({ seed, startMs: Date.now(), rate: 2000, rooms: 100 });
  const ledger = new Ledger(url, traffic, API_KEY);
  for (let round = 1; round <= times; round++) {
    await killUnderLoad(fixed, ledger, random.whole(KILL_AFTER.min, KILL_AFTER.max));
    onRound?.(round, ledger.acknowledged.size);
  }
  const { child, origin } = await startApi(API_KEY, fixed);
  try {
    await ledger.settle();
    return { repeated: ledger.repeated, ...audit(ledger.acknowledged, await storedEvents(origin)) };
  } finally {
    await child.stop();
  }
}

async function killUnderLoad(env: Readonly<Record<string, string>>, ledger: Ledger, after: number): Promise<void> {
  const { child } = await startApi(API_KEY, env);
  const stopped = new AbortController();
  const load = ledger.post(CONNECTIONS, stopped.signal);
  try {
    await ledger.acknowledge(after);
  } finally {
    await child.kill();
    stopped.abort();
  }
  await load;
}

export interface Stored {
  readonly id: string;
  readonly offset: number;
}

/** Pure: what is wrong with what is stored, which is in order of offset. */
export function audit(acknowledged: ReadonlySet<string>, stored: readonly Stored[]): Omit<CrashReport, 'repeated'> {
  const counts = new Map<string, number>();
  for (const { id } of stored) counts.set(id, (counts.get(id) ?? 0) + 1);
  return {
    acknowledged: acknowledged.size,
    stored: stored.length,
    lost: [...acknowledged].filter((id) => !counts.has(id)),
    doubled: [...counts].filter(([, count]) => count > 1).map(([id]) => id),
    holes: stored.filter(({ offset }, index) => offset !== index + 1).map(({ offset }) => offset),
  };
}

async function storedEvents(origin: URL): Promise<Stored[]> {
  const all: Stored[] = [];
  for (let after = 0; ; after = all.at(-1)?.offset ?? 0) {
    const answer = await fetch(new URL(`/api/v1/events?after=${after}&limit=500`, origin));
    const { items } = eventList.parse(await answer.json());
    if (items.length === 0) return all;
    all.push(...items.map(({ id, offset }) => ({ id, offset })));
  }
}
