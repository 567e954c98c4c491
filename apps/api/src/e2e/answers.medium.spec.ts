/**
 * The contract's table of webhook responses, and an unreachable database. Real: the built api as a process, PostgreSQL behind a proxy
 * that the test cuts or hangs.
 */
import { eventList, problem, sessionDetail } from '@livekit-dashboard/contracts';
import { type ApiProcess, buildApi, type BuiltApi } from '../testing/built-api';
import { type Answer, idOf, post, roomStarted, tokenFor } from '../testing/sender';
import { describeWith } from '@livekit-dashboard/harness/testing';
import { pause, TcpProxy } from '@livekit-dashboard/harness';
import { createTestDatabase, type TestDatabase } from '../testing/test-database';

/** Immediately: it takes a few ms, but the machine may be busy. */
const AT_ONCE_MS = 2000;
/** The longest that a webhook may wait for its transaction is 5 s. */
const DEADLINE_MS = 7000;
/** A webhook that is not answered by then is waiting for the database. */
const STILL_WAITING_MS = 300;

describeWith({ postgres: true })('a webhook is answered', () => {
  let database: TestDatabase;
  let cable: TcpProxy;
  let built: BuiltApi;
  let api: ApiProcess;

  beforeAll(async () => {
    [database, built] = await Promise.all([createTestDatabase(), buildApi()]);
    cable = await TcpProxy.before(database.url);
    api = await built.start({ DATABASE_URL: cable.url });
  });

  afterAll(async () => {
    await built.remove();
    cable.close();
    await database.drop();
  });

  const get = async (path: string) => (await fetch(`${api.origin}/api/v1/${path}`)).json();
  const storedOf = async (sid: string) =>
    eventList.parse(await get(`sessions/${sid}/events`)).items.map(({ id, offset }) => ({ id, offset }));

  it('200 when it is stored, and when it was already stored', async () => {
    const body = roomStarted('once');
    expect(await post(api.origin, body)).toMatchObject({ status: 200, body: { result: 'stored' } });
    expect(await post(api.origin, body)).toMatchObject({ status: 200, body: { result: 'duplicate' } });
    const copies = await Promise.all(Array.from({ length: 8 }, () => post(api.origin, body)));
    expect(copies.map(({ status }) => status)).toEqual(copies.map(() => 200));
    expect((await storedOf('RM_once')).map(({ id }) => id)).toEqual([idOf(body)]);
  });

  it('[ST4] 200 for each of several simultaneous copies, stored once', async () => {
    const body = roomStarted('copies');
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(api.origin, body)));
    const results = answers.map(({ body: { result } }) => result);
    expect(results.filter((result) => result === 'stored')).toHaveLength(1);
    expect(results.filter((result) => result === 'duplicate')).toHaveLength(7);
    expect(await storedOf('RM_copies')).toHaveLength(1);
  });

  it.each([
    ['no token', { authorization: null }],
    ['an empty token', { authorization: '' }],
    ['a malformed token', { authorization: 'x.y.z' }],
    ['an unsigned token', { authorization: 'eyJhbGciOiJub25lIn0.eyJpc3MiOiJkZXZrZXkifQ.' }],
    ['an expired token', { madeIn: -1000 }],
    ['a token of the future', { madeIn: 1000 }],
    ['a token of an unknown key', { key: 'another' }],
    ['a token of a wrong secret', { secret: 'wrong' }],
    ['a token of another body', { body: '{}' }],
  ])('401 with %s, and nothing is stored', async (_, token) => {
    const body = roomStarted('refused');
    const answer = await post(api.origin, body, token);
    expect(answer).toMatchObject({ status: 401, body: { status: 401, title: 'Unauthorized' } });
    expect(answer.retryAfter).toBeNull();
    expect(await storedOf('RM_refused')).toEqual([]);
  });

  it('[ST14] 401 before its body is read', async () => {
    expect((await post(api.origin, 'not JSON', { secret: 'wrong' })).status).toBe(401);
  });

  it.each([
    ['that is not JSON', 'not JSON'],
    ['that is empty', ''],
    ['that is no object', '[]'],
    ['that names no event', '{"id":"EV_1"}'],
    ['whose event is no text', '{"event":7}'],
    ['that is not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ])('400 for a signed body %s', async (_, body) => {
    expect(await post(api.origin, body)).toMatchObject({ status: 400, body: { status: 400, title: 'Bad Request' } });
  });

  it('413 over the size limit; the next webhook is accepted', async () => {
    expect((await post(api.origin, roomStarted('huge', { metadata: 'm'.repeat(5 * 1024 * 1024) }))).status).toBe(413);
    expect((await post(api.origin, roomStarted('small'))).status).toBe(200);
  });

  it('200 with two metadata fields of 512 KiB each, stored whole', async () => {
    const [ofRoom, ofPerson] = ['"', 'ä'].map((text) => text.repeat((512 * 1024) / Buffer.byteLength(text)));
    const body = JSON.stringify({
      ...{ event: 'participant_joined', id: 'EV_large' },
      room: { sid: 'RM_large', name: 'large', metadata: ofRoom },
      participant: {
        sid: 'PA_large',
        identity: 'ada',
        metadata: ofPerson,
        state: 'ACTIVE',
        joinedAtMs: '1795465160217',
      },
    });
    expect(body.length).toBeGreaterThan(1_300_000);
    expect((await post(api.origin, body)).status).toBe(200);
    const { session, participants } = sessionDetail.parse(await get('sessions/RM_large'));
    expect(session.metadata === ofRoom).toBe(true);
    expect(participants[0]?.metadata === ofPerson).toBe(true);
    expect([session.metadataBytes, participants[0]?.metadataBytes]).toEqual([524_288, 524_288]);
  });

  it('200 with NUL and lone surrogates in names, shown as U+FFFD and kept in the log', async () => {
    const name = String.raw`a\u0000b\ud800c`;
    const body = `{"event":"room_started","id":"EV_nul","room":{"sid":"RM_nul","name":"${name}","metadata":"${name}"}}`;
    expect((await post(api.origin, body)).status).toBe(200);
    const { session } = sessionDetail.parse(await get('sessions/RM_nul'));
    expect(session).toMatchObject({ name: 'a\uFFFDb\uFFFDc', metadata: 'a\uFFFDb\uFFFDc' });
    const { items } = eventList.parse(await get('sessions/RM_nul/events'));
    expect(items[0]?.payload['room']).toMatchObject({ name: 'a\0b\ud800c' });
  });

  it('503 immediately with Retry-After while the database is unreachable, and stored once it is back', async () => {
    const bodies = Array.from({ length: 5 }, () => roomStarted('away'));
    cable.cut();
    try {
      for (const body of bodies) {
        const answer = await post(api.origin, body);
        expect(answer).toMatchObject({ status: 503, body: { title: 'Service Unavailable' } });
        expect(Number(answer.retryAfter)).toBeGreaterThan(0);
        expect(answer.ms).toBeLessThan(AT_ONCE_MS);
      }
      expect(await api.isReady()).toBe(false);
      expect((await fetch(`${api.origin}/api/health/live`)).status).toBe(200);
      for (const path of ['sessions', 'sessions/RM_away', 'agents', 'events?after=0']) {
        expect(problem.parse(await get(path))).toMatchObject({ status: 503, title: 'Service Unavailable' });
      }
    } finally {
      cable.mend();
    }
    await api.ready();
    // LiveKit's retry: the same body with the same token.
    for (const body of bodies) {
      const authorization = tokenFor(body);
      expect(await post(api.origin, body, { authorization })).toMatchObject({ body: { result: 'stored' } });
      expect(await post(api.origin, body, { authorization })).toMatchObject({ body: { result: 'duplicate' } });
    }
    expect((await storedOf('RM_away')).map(({ id }) => id)).toEqual(bodies.map(idOf));
  });

  it('[ST5] 503 while the database hangs: the first ones at their deadline, the others immediately; stored once afterwards', async () => {
    const bodies = Array.from({ length: 4 }, () => roomStarted('hangs'));
    cable.hang();
    try {
      const waiting = await Promise.all(bodies.slice(0, 2).map((body) => post(api.origin, body)));
      for (const answer of waiting) {
        expect(answer.status).toBe(503);
        expect(Number(answer.retryAfter)).toBeGreaterThan(0);
        expect(answer.ms).toBeLessThan(DEADLINE_MS);
      }
      for (const body of bodies.slice(2)) {
        const answer = await post(api.origin, body);
        expect(answer.status).toBe(503);
        expect(answer.ms).toBeLessThan(AT_ONCE_MS);
      }
    } finally {
      cable.mend();
    }
    await api.ready();
    for (const body of bodies) await untilStored(body);
    expect((await storedOf('RM_hangs')).map(({ id }) => id).sort()).toEqual(bodies.map(idOf).sort());
  });

  it('[ST3] leaves no gap in the offsets', async () => {
    const { items, offset } = eventList.parse(await get('events?limit=500'));
    expect(items.map((event) => event.offset)).toEqual(items.map((_, n) => n + 1));
    expect(offset).toBe(items.length);
  });

  it('[ST11] 503 during shutdown; what was accepted before is stored', async () => {
    const accepted = roomStarted('accepted');
    cable.hang();
    const answer = post(api.origin, accepted);
    const others: Promise<Answer>[] = [];
    const waiting = await Promise.race([answer, pause(STILL_WAITING_MS)]);
    expect(waiting).toBeUndefined();
    const ended = api.stop();
    // The signal takes a moment to arrive; until then webhooks wait for the database too.
    let refused: Answer | undefined;
    while (!refused) {
      const one = post(api.origin, roomStarted('late'));
      others.push(one);
      refused = (await Promise.race([one, pause(STILL_WAITING_MS)])) ?? undefined;
    }
    expect(refused).toMatchObject({ status: 503, body: { detail: expect.stringContaining('shutting_down') } });
    expect(Number(refused.retryAfter)).toBeGreaterThan(0);
    cable.mend();
    expect(await answer).toMatchObject({ status: 200, body: { result: 'stored' } });
    for (const { status } of await Promise.all(others)) expect([200, 503]).toContain(status);
    expect(await ended).toBe('SIGTERM');
    api = await built.start({ DATABASE_URL: cable.url });
    expect((await storedOf('RM_accepted')).map(({ id }) => id)).toEqual([idOf(accepted)]);
  });

  /** A hung connection takes a while to be dropped; until then the response is 503, never another one. */
  async function untilStored(body: string): Promise<void> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const { status } = await post(api.origin, body);
      if (status === 200) return;
      if (status !== 503 || Date.now() > deadline) throw new Error(`answered ${status}`);
    }
  }
});
