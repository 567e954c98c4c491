/**
 * In any order of arrival: days that were rolled up between batches, and again where later events made them stale,
 * equal a count of all events at the end. Real: PostgreSQL and PGlite.
 */
import { type DomainEvent, DAY_MS } from '@livekit-dashboard/domain';
import { DIMENSIONS } from '@livekit-dashboard/contracts';
import { jest } from '@jest/globals';
import fc from 'fast-check';
import { events as someEvents } from '@livekit-dashboard/domain/testing';
import { BatchRepository } from '../store/batch/batch.repository';
import { enterDays, rollDay } from '../store/usage/rollup-day';
import { type MigratedDatabase, migratedDatabase } from '../testing/migrated-database';
import { describeOnEachDatabase } from '../testing/test-database';
import { commitBatch } from './commit-batch';
import type { ReceivedEvent } from './received-event';

/** Generated events begin at 09:30:00; they are shifted to begin six seconds before this day. */
const MIDNIGHT = Date.UTC(2026, 10, 23);
const SHIFT_MS = 9.5 * 3_600_000 + 6_000;
const DAYS = [-1, 0, 1].map((day) => MIDNIGHT + day * DAY_MS);
const NOW = MIDNIGHT + 5 * DAY_MS;
const GRIDS = DIMENSIONS.map((dimension) => ({ fromMs: 0, toMs: 9e15, dimension, incrementMs: 7000, minimumUnits: 2 }));
const TABLES = { usage_quarter: 'quarter_ms', usage_kind: 'quarter_ms, kind, key', usage_part: 'by, day_ms, key' };

const shifted = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(shifted);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      key.endsWith('Ms') && typeof one === 'number' ? one - SHIFT_MS : shifted(one),
    ]),
  );
};

const received = (original: DomainEvent): ReceivedEvent => {
  const event = shifted(original) as DomainEvent;
  const startedAtMs = event.createdAtMs;
  const whole: DomainEvent = {
    ...event,
    egress: event.egress && { ...event.egress, startedAtMs },
    ingress: event.ingress && { ...event.ingress, startedAtMs },
  };
  const { receivedAtMs: receivedAt } = event;
  return { source: 'default', apiKey: null, receivedAt, bytes: 1, synthetic: false, event: whole, payload: {} };
};

/** Batches of a shuffled list, each with the day that is rolled up after it, if any. */
const arrival = someEvents.chain((events) =>
  fc.record({
    order: fc.shuffledSubarray(events, { minLength: events.length }),
    steps: fc.array(fc.record({ size: fc.integer({ min: 1, max: 8 }), roll: fc.option(fc.constantFrom(...DAYS)) }), {
      minLength: 30,
      maxLength: 30,
    }),
  }),
);

describeOnEachDatabase('rollups of incoming events', (create) => {
  let database: MigratedDatabase;
  beforeAll(async () => {
    jest.spyOn(Date, 'now').mockReturnValue(NOW);
    database = await migratedDatabase(create);
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await database.drop();
  });

  const query = <R>(sql: string): Promise<R[]> => database.dataSource.query(sql);
  const roll = (day: number) => rollDay(database.dataSource, day, () => Promise.resolve(GRIDS));
  const rolledUp = () =>
    Promise.all(Object.entries(TABLES).map(([table, order]) => query(`SELECT * FROM ${table} ORDER BY ${order}`)));

  async function clear(): Promise<void> {
    await query(`TRUNCATE event, session, participant, track, egress, ingress, quarantined_event, usage_day,
      ${Object.keys(TABLES).join(', ')}`);
    await query('UPDATE stream_head SET stream_offset = 0');
    await enterDays(database.dataSource, DAYS);
  }

  it('[US10] equal a recount', async () => {
    const batches = new BatchRepository(database.dataSource);
    const property = fc.asyncProperty(arrival, async ({ order, steps }) => {
      await clear();
      for (let i = 0; order.length > 0; i++) {
        const { size, roll: day } = steps[i % steps.length]!;
        await batches.transaction((tx) => commitBatch(tx, order.splice(0, size).map(received)));
        if (day !== null) await roll(day);
      }
      const due = await query<{ day: number }>(
        'SELECT day_ms AS day FROM usage_day WHERE rolled IS NULL OR rolled < marks',
      );
      for (const { day } of due) await roll(day);
      const kept = await rolledUp();
      for (const day of DAYS) await roll(day);
      expect(kept).toEqual(await rolledUp());
      const [quarantined] = await query<{ n: number }>('SELECT count(*) AS n FROM quarantined_event');
      expect(quarantined?.n).toBe(0);
    });
    await fc.assert(property, { numRuns: 8, endOnFailure: true });
  });

  it('[US10] mark a day for a change in it, and no day for changes of today', async () => {
    await clear();
    const [yesterday] = DAYS;
    const batches = new BatchRepository(database.dataSource);
    const room = { sid: 'RM_1', name: 'a', full: true, metadata: null };
    const of = (event: string, id: string, ms: number): ReceivedEvent => ({
      ...received({
        id,
        event,
        createdAtMs: ms + SHIFT_MS,
        receivedAtMs: ms + SHIFT_MS,
        room: { ...room, creationTimeMs: ms + SHIFT_MS },
        participant: null,
        track: null,
        egress: null,
        ingress: null,
      }),
    });
    const marks = async () => {
      const rows = await query<{ marks: number }>('SELECT marks FROM usage_day ORDER BY day_ms');
      return rows.map((row) => row.marks);
    };
    await batches.transaction((tx) => commitBatch(tx, [of('room_started', 'EV_1', NOW)]));
    expect(await marks()).toEqual([0, 0, 0]);
    await batches.transaction((tx) => commitBatch(tx, [of('room_started', 'EV_2', yesterday! + 1000)]));
    expect(await marks()).toEqual([1, 1, 1]); // it was open until now
    await batches.transaction((tx) => commitBatch(tx, [of('room_finished', 'EV_3', DAYS[1]! + 1000)]));
    expect(await marks()).toEqual([1, 2, 2]);
  });
});
