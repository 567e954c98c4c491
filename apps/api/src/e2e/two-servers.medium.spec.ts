/**
 * Two LiveKit servers with an active session of the same sid. Real: the built api as a process on an embedded database, signed webhooks,
 * sockets.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sessionEventsTopic, sessionList, sessionTopic } from '@livekit-dashboard/contracts';
import { API_KEY, API_SECRET, type ApiProcess, buildApi, type BuiltApi } from '../testing/built-api';
import { post, roomStarted } from '../testing/sender';
import { WireClient } from '../testing/wire-client';

const SERVERS = {
  eu: { key: 'eukey', secret: 'eu-secret-eu-secret-eu-secret-32xx' },
  us: { key: 'uskey', secret: 'us-secret-us-secret-us-secret-32xx' },
} as const;
type Server = keyof typeof SERVERS;

describe('two servers with a session of one sid', () => {
  let folder: string;
  let built: BuiltApi;
  let api: ApiProcess;
  let client: WireClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'two-servers-'));
    const file = join(folder, 'servers.yaml');
    const entries = Object.entries(SERVERS).map(([name, { key, secret }]) => ({ name, keys: { [key]: secret } }));
    await writeFile(file, JSON.stringify(entries));
    built = await buildApi();
    const none = { LIVEKIT_API_KEY: '', LIVEKIT_API_SECRET: '' };
    api = await built.start({ ...none, LIVEKIT_SERVERS: file, DATA_DIR: join(folder, 'data') });
    client = await WireClient.connect(api.origin);
  });

  afterAll(async () => {
    client.close();
    await built.remove();
    await rm(folder, { recursive: true });
  });

  const send = async (server: Server, name: string): Promise<void> => {
    const body = roomStarted('both', { name });
    expect((await post(api.origin, body, SERVERS[server])).status).toBe(200);
  };
  const namesOf = (topic: string) =>
    client
      .messages()
      .filter((message) => message.topic === topic)
      .flatMap(({ changes }) => changes.map(({ id, value }) => [id, value && 'name' in value && value.name]));

  it('are distinguished in lists and topics', async () => {
    for (const topic of ['sessions', sessionTopic('RM_both', 'eu'), sessionTopic('RM_both')]) {
      expect(await client.subscribe(topic)).toMatchObject({ ok: true, changes: [] });
    }
    expect(await client.subscribe(sessionEventsTopic('RM_both', 'us'))).toMatchObject({ ok: true });
    await send('eu', 'in eu');
    await client.reaches(1);
    await send('us', 'in us');
    await client.until(() => namesOf('sessions').length === 2 && client.events().length === 1);
    expect(namesOf('sessions')).toEqual([
      ['eu/RM_both', 'in eu'],
      ['us/RM_both', 'in us'],
    ]);
    expect(namesOf(sessionTopic('RM_both', 'eu'))).toEqual([['eu/RM_both', 'in eu']]);
    // Subscribed without a server while there was one: it keeps that one.
    expect(namesOf(sessionTopic('RM_both'))).toEqual([['eu/RM_both', 'in eu']]);
    expect(client.events().flatMap(({ events }) => events.map(({ source }) => source))).toEqual(['us']);
  });

  it('[TO9] reject a topic that names no server, and the error lists both', async () => {
    for (const [topic, choice] of [
      [sessionTopic('RM_both'), sessionTopic('RM_both', 'us')],
      [sessionEventsTopic('RM_both'), sessionEventsTopic('RM_both', 'us')],
    ] as const) {
      const reply = await client.subscribe(topic);
      expect(reply).toMatchObject({ ok: false, error: { code: 'ambiguous' } });
      expect(JSON.stringify(reply)).toContain(choice);
    }
  });

  it('answer a topic that names a server with its session', async () => {
    for (const server of ['eu', 'us'] as const) {
      const reply = await client.subscribe(sessionTopic('RM_both', server));
      expect(reply).toMatchObject({ ok: true, changes: [{ id: `${server}/RM_both`, value: { source: server } }] });
    }
  });
});

describe('a server that is given a name', () => {
  it('keeps its sessions, also active ones', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'named-server-'));
    const built = await buildApi();
    try {
      const DATA_DIR = join(folder, 'data');
      const before = await built.start({ DATA_DIR });
      expect((await post(before.origin, roomStarted('kept'))).status).toBe(200);
      await before.stop();
      const file = join(folder, 'servers.yaml');
      await writeFile(file, JSON.stringify([{ name: 'eu', keys: { [API_KEY]: API_SECRET } }]));
      const none = { LIVEKIT_API_KEY: '', LIVEKIT_API_SECRET: '' };
      const after = await built.start({ ...none, DATA_DIR, LIVEKIT_SERVERS: file, LOG_LEVEL: 'info' });
      expect((await post(after.origin, roomStarted('kept', { metadata: 'later' }))).status).toBe(200);
      const reply = await fetch(`${after.origin}/api/v1/sessions`);
      const { items } = sessionList.parse(await reply.json());
      expect(items.map(({ sid, source, metadata }) => [sid, source, metadata])).toEqual([['RM_kept', 'eu', 'later']]);
      expect(after.log).toContain('1 sessions and 1 events of it are kept under the new name');
    } finally {
      await built.remove();
      await rm(folder, { recursive: true });
    }
  });
});
