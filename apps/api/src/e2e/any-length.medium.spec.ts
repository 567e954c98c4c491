/**
 * Names and ids of any length: what LiveKit sends is stored, listed, found, exported, rolled up and erased, and nothing of it is
 * quarantined. Real: the whole application, its database, signed webhooks over HTTP.
 */
import { randomBytes } from 'node:crypto';
import {
  agentList,
  DIMENSIONS,
  erasure,
  type EventList,
  eventList,
  sessionDetail,
  sessionList,
  usageList,
} from '@livekit-dashboard/contracts';
import { startOfDay } from '@livekit-dashboard/domain';
import { boundedId } from '@livekit-dashboard/livekit';
import { enterDays, rollDay } from '../store/usage/rollup-day';
import { sumMonthUp } from '../store/usage/rollup-month';
import { API_KEY, API_SECRET } from '../testing/built-api';
import { type RestApp, startRestApp } from '../testing/rest-app';
import { post } from '../testing/sender';
import { describeOnEachDatabase } from '../testing/test-database';

/** Does not compress. */
const random = (length: number): string => randomBytes(length).toString('base64url').slice(0, length);
const DIGITS = '1795000000123456789';
/** The first day of a past month. */
const START = Date.UTC(2026, 8, 1, 9);
const GRIDS = DIMENSIONS.map((dimension) => ({
  fromMs: 0,
  toMs: 9e15,
  dimension,
  incrementMs: 60_000,
  minimumUnits: 1,
}));

describeOnEachDatabase('text of any length', (create) => {
  let api: RestApp;
  let origin: string;

  beforeAll(async () => {
    api = await startRestApp(create, { LIVEKIT_API_KEY: API_KEY, LIVEKIT_API_SECRET: API_SECRET });
    origin = await api.listen();
  });
  afterAll(() => api.close());

  const send = async (body: Record<string, unknown>, replace: (text: string) => string = (text) => text) => {
    const text = replace(JSON.stringify(body));
    let answer = await post(origin, text);
    // As LiveKit does: a busy database responds that the post should be retried.
    for (let tries = 1; answer.status === 503 && tries < 5; tries++) answer = await post(origin, text);
    expect([body['event'], answer.status]).toEqual([body['event'], 200]);
    expect(['stored', 'duplicate']).toContain(answer.body.result);
  };
  const sidsFound = async (q: string) =>
    (await api.get(`sessions?q=${encodeURIComponent(q)}`, sessionList)).items.map((item) => item.sid);

  describe.each([
    ['3 kB', 3_000],
    ['1 MB', 1_000_000],
  ])('of %s', (_, length) => {
    const of = (prefix: string): string => prefix + random(length);
    const [sid, name, metadata] = [of('RM_'), of('name '), JSON.stringify({ plan: random(length) })];
    const [identity, displayName, agentName] = [of('id '), of('Display '), of('agent ')];
    const [participant, agent, track, egressId] = [of('PA_'), of('PA_'), of('TR_'), of('EG_')];
    const room = { sid, creationTimeMs: String(START) };
    const at = (minute: number) => String(START / 1000 + minute * 60);
    const atMs = (minute: number) => String(START + minute * 60_000);
    const event = (event: string, minute: number, more: Record<string, unknown>) => ({
      ...{ event, id: `EV_${random(12)}`, createdAt: at(minute) },
      ...more,
    });

    beforeAll(async () => {
      await send(event('room_started', 0, { room: { ...room, name }, id: 'EV_' + random(8) }));
      await send(event('room_started', 0, { room: { ...room, name }, id: `EV_${random(length)}` }));
      const person = { sid: participant, identity, state: 'ACTIVE', joinedAtMs: atMs(1) };
      await send(event('participant_joined', 1, { room: { sid }, participant: person }));
      await send(
        event('participant_left', 9, {
          room: { sid },
          participant: { sid: participant, identity: 'x', name: displayName, version: 9, joinedAtMs: atMs(1) },
        }),
      );
      await send(
        event('participant_joined', 2, {
          room: { sid },
          participant: {
            ...{ sid: agent, identity: 'agent-AJ_1', kind: 'AGENT', joinedAtMs: atMs(2) },
            attributes: { 'lk.agent.name': agentName },
          },
        }),
      );
      await send(
        event('track_published', 3, { room: { sid }, participant: { sid: participant }, track: { sid: track } }),
      );
      const egressInfo = { egressId, roomId: sid, status: 'EGRESS_ACTIVE', startedAt: 'digits' };
      await send(event('egress_started', 4, { room: { sid }, egressInfo }), (text) => text.replace('"digits"', DIGITS));
      await send(event('room_finished', 10, { room: { sid, metadata } }));
    });

    it('is not quarantined', async () => {
      expect(await api.dataSource.query('SELECT reason FROM quarantined_event')).toEqual([]);
    });

    it('is listed, truncated', async () => {
      const { items } = await api.get(`sessions?q=${encodeURIComponent(name.slice(0, 100))}`, sessionList);
      expect(items).toHaveLength(1);
      expect([items[0]?.sid, items[0]?.name]).toEqual([boundedId(sid), name.slice(0, 1024)]);
      expect(items[0]?.metadataBytes).toBe(metadata.length);
      const { items: agents } = await api.get('agents', agentList);
      expect(agents.map((row) => row.agentName)).toContain(agentName.slice(0, 300));
    });

    it('is shown whole on its own page, which a long sid opens too', async () => {
      const paths = [boundedId(sid), ...(sid.length < 8_000 ? [sid] : [])];
      for (const path of paths) {
        const { session, participants, tracks, egresses } = await api.get(
          `sessions/${encodeURIComponent(path)}`,
          sessionDetail,
        );
        expect([session.name === name, session.metadata === metadata]).toEqual([true, true]);
        const one = participants.find((row) => row.sid === boundedId(participant));
        expect([one?.identity === identity, one?.name === displayName]).toEqual([true, true]);
        expect([tracks[0]?.sid, egresses[0]?.id]).toEqual([boundedId(track), boundedId(egressId)]);
        expect([session.state, session.joins]).toEqual(['ended', 2]);
      }
    });

    it('[ST10] is found by a part, and by the ids as lists show them', async () => {
      for (const q of [
        ...[identity, displayName].map((text) => text.slice(10, 200)),
        ...[sid, participant, track, egressId].map(boundedId),
        ...(length < 4_000 ? [name, identity, displayName, sid, participant, track, egressId] : []),
      ]) {
        expect(await sidsFound(q)).toEqual([boundedId(sid)]);
      }
    });

    it('[ST10] is whole in its events, with numbers as they were sent', async () => {
      const path = `sessions/${encodeURIComponent(boundedId(sid))}/events`;
      // A page ends at a byte limit.
      let [payloads, events] = ['', 0];
      const query = new URLSearchParams();
      for (let isLast = false; !isLast;) {
        const page = `${path}?${query.toString()}`;
        const list: EventList = await api.get(page, eventList);
        payloads += await api.text(`/api/v1/${page}`);
        events += list.items.filter(({ synthetic }) => !synthetic).length;
        query.set('cursor', list.nextCursor ?? '');
        isLast = list.nextCursor === null;
      }
      expect(events).toBe(8);
      expect(payloads).toContain(`"startedAt":${DIGITS}`);
      for (const text of [sid, name, identity, displayName, participant, agentName, track, egressId]) {
        expect(payloads.includes(text)).toBe(true);
      }
    });

    it('is exported', async () => {
      const session = `session=${encodeURIComponent(boundedId(sid))}`;
      for (const format of ['json', 'csv']) {
        expect(await api.text(`/api/v1/exports/events.${format}?${session}`)).toContain(DIGITS);
      }
      const q = `q=${encodeURIComponent(boundedId(sid))}`;
      expect(await api.text(`/api/v1/exports/sessions.csv?${q}`)).toContain(name.slice(0, 1024));
      expect(await api.text(`/api/v1/exports/participants.csv?${q}`)).toContain(displayName.slice(0, 1024));
    });

    it('is rolled up by day and month', async () => {
      const day = startOfDay(START);
      await enterDays(api.dataSource, [day]);
      await rollDay(api.dataSource, day, () => Promise.resolve(GRIDS));
      await sumMonthUp(api.dataSource, day);
      const range = `from=${new Date(day).toISOString()}&to=${new Date(day + 86_400_000).toISOString()}`;
      for (const [groupBy, text] of [
        ['room', name],
        ['identity', identity],
      ] as const) {
        const { items } = await api.get(`usage?${range}&groupBy=${groupBy}`, usageList);
        const part = items.find(({ key }) => key === text.slice(0, 512));
        expect(Math.floor((part?.personMs ?? 0) / 60_000)).toBe(8);
      }
    });

    // A request to REST has 64 KiB at most.
    if (length < 4_000)
      it('is erased', async () => {
        const erased = await api.send('erasures', { method: 'POST', body: { identity } }, erasure);
        expect(erased).toMatchObject({ participants: 1, tracks: 1 });
        expect(await sidsFound(identity)).toEqual([]);
        expect(await sidsFound(displayName)).toEqual([]);
        const [kept] = await api.dataSource.query<{ n: number }[]>(
          'SELECT count(*)::int AS n FROM event WHERE strpos(payload::text, $1) > 0',
          [identity],
        );
        expect(kept?.n).toBe(0);
      });
  });
});
