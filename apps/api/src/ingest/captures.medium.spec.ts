import { DataSource } from 'typeorm';
import { createDataSource } from '../store/database/data-source';
import { migrate } from '../store/database/migrate';
import { BatchRepository } from '../store/batch/batch.repository';
import { capturedEvents, captureNames, captureText } from '../testing/captured-events';
import { describeOnEachDatabase, type TestDatabase } from '../testing/test-database';
import { commitBatch, type Outcome } from './commit-batch';
import type { ReceivedEvent } from './received-event';

/** Seeded, so that a failure can be reproduced. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const rest = [...items];
  const result: T[] = [];
  let state = seed;
  while (rest.length > 0) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    result.push(...rest.splice(state % rest.length, 1));
  }
  return result;
}

const VISIBLE = {
  session:
    'sid, name, state, started_ms, ended_ms, end_reason, first_joined_ms, last_left_ms, people, agents, participants, tracks, joins, identities, aborted, recording, metadata, last_event_ms',
  participant:
    'sid, session_sid, identity, name, kind, state, joined_ms, left_ms, left_estimated, disconnect_reason, metadata, attributes, tracks, agent_name, job_id',
  track:
    'sid, session_sid, participant_sid, name, type, track_source, mime_type, width, height, published_ms, unpublished_ms, end_estimated',
} as const;

async function visible(dataSource: DataSource): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {};
  for (const [table, columns] of Object.entries(VISIBLE)) {
    rows[table] = await dataSource.query(`SELECT ${columns} FROM ${table} ORDER BY sid`);
  }
  return rows;
}

describeOnEachDatabase('captures', (create) => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await create();
    dataSource = createDataSource(database.url, 2);
    await dataSource.initialize();
    await migrate(dataSource, false);
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  async function clear(): Promise<void> {
    await dataSource.query('TRUNCATE event, session, participant, track, egress, ingress, quarantined_event');
    await dataSource.query('UPDATE stream_head SET stream_offset = 0');
  }

  async function ingest(events: readonly ReceivedEvent[], batchSize: number): Promise<Outcome[]> {
    await clear();
    const batches = new BatchRepository(dataSource);
    const outcomes: Outcome[] = [];
    for (let i = 0; i < events.length; i += batchSize) {
      const committed = await batches.transaction((tx) => commitBatch(tx, events.slice(i, i + batchSize)));
      outcomes.push(...committed.outcomes);
    }
    return outcomes;
  }

  it.each(captureNames())(
    '%s gives the same rows in order, shuffled, duplicated, one at a time and at once',
    async (capture) => {
      const events = capturedEvents(capture);
      expect(await ingest(events, 1)).toEqual(events.map(() => 'stored'));
      const expected = await visible(dataSource);
      expect(expected['session']?.length).toBeGreaterThan(0);

      await ingest(events, 256);
      expect(await visible(dataSource)).toEqual(expected);
      for (const [seed, batchSize] of [
        [1, 1],
        [2, 3],
        [3, 256],
      ] as const) {
        await ingest(shuffled(events, seed), batchSize);
        expect(await visible(dataSource)).toEqual(expected);
      }
      const outcomes = await ingest([...events, ...shuffled(events, 4)], 7);
      expect(await visible(dataSource)).toEqual(expected);
      expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(events.length);
      const offsets = await dataSource.query<{ n: number; last: number }[]>(
        'SELECT count(*) AS n, max(stream_offset) AS last FROM event',
      );
      expect(offsets).toEqual([{ n: events.length, last: events.length }]);
    },
  );

  it('meeting.jsonl: three people and five tracks, all with an observed end', async () => {
    await ingest(capturedEvents('meeting.jsonl'), 4);
    const rows = await visible(dataSource);
    expect(rows['session']).toEqual([
      expect.objectContaining({
        name: 'team-standup',
        state: 'ended',
        end_reason: 'finished',
        started_ms: 1795465160217,
        first_joined_ms: 1795465160218,
        people: 0,
        joins: 3,
        identities: 3,
        aborted: 0,
        tracks: 0,
      }),
    ]);
    expect(rows['participant']).toHaveLength(3);
    expect(rows['track']).toHaveLength(5);
    expect(rows['track']).toEqual(expect.not.arrayContaining([expect.objectContaining({ end_estimated: true })]));
  });

  it('aborted-join.jsonl: a failed join is not counted as a join', async () => {
    await ingest(capturedEvents('aborted-join.jsonl'), 4);
    const rows = await visible(dataSource);
    expect(rows['session']).toEqual([expect.objectContaining({ joins: 1, identities: 1, aborted: 1 })]);
    expect(rows['participant']).toContainEqual(
      expect.objectContaining({
        identity: 'henry',
        state: 'aborted',
        joined_ms: null,
        disconnect_reason: 'SIGNAL_CLOSE',
      }),
    );
  });

  it('real-agent.jsonl: the agent has its name and job, and is not counted as a person', async () => {
    await ingest(capturedEvents('real-agent.jsonl'), 4);
    const rows = await visible(dataSource);
    expect(rows['participant']).toContainEqual(
      expect.objectContaining({ kind: 'AGENT', agent_name: expect.any(String), job_id: expect.stringMatching(/^AJ_/) }),
    );
    expect(rows['session']).toContainEqual(
      expect.objectContaining({ name: 'frontdesk-call', joins: 2, identities: 1 }),
    );
  });

  it('receiver-down.jsonl: a call of which only the end was received is shown', async () => {
    await ingest(capturedEvents('receiver-down.jsonl'), 4);
    const rows = await visible(dataSource);
    expect(rows['session']).toContainEqual(
      expect.objectContaining({
        name: 'long-call',
        started_ms: 1795465377107,
        first_joined_ms: 1795465377704,
        joins: 1,
      }),
    );
  });

  it('stores no secret', async () => {
    for (const capture of captureNames()) {
      await ingest(capturedEvents(capture), 256);
      const secrets = captureText(capture).match(/(?<=turnPassword\\": ?\\")[^\\"]+/g) ?? [];
      expect(secrets.length).toBeGreaterThan(0);
      const dump = JSON.stringify([await dataSource.query('SELECT * FROM event'), await visible(dataSource)]);
      for (const secret of secrets) expect(dump).not.toContain(secret);
    }
  });
});
