/** Lists of sessions and agents. Real: the whole application, its database. */
import { agentList, SESSION_SORTS, sessionList, type Session } from '@livekit-dashboard/contracts';
import { startRestApp, type RestApp } from '../testing/rest-app';
import { egressOf, iso, minute, NINE, participantOf, sessionOf, store } from '../testing/rows';
import { describeOnEachDatabase } from '../testing/test-database';

const query = (fields: Record<string, string | number>): string =>
  new URLSearchParams(
    Object.entries(fields).map(([key, value]) => [key, String(value)] as [string, string]),
  ).toString();

describeOnEachDatabase('lists', (create) => {
  let api: RestApp;

  beforeAll(async () => {
    api = await startRestApp(create, { TENANT_KEY: 'customer.id' });
  });
  afterAll(() => api.close());

  const sessions = (fields: Record<string, string | number> = {}) => api.get(`sessions?${query(fields)}`, sessionList);
  const agents = (fields: Record<string, string | number> = {}) => api.get(`agents?${query(fields)}`, agentList);
  const sidsOf = async (fields: Record<string, string | number>) =>
    (await sessions(fields)).items.map(({ sid }) => sid).sort();
  const agentSidsOf = async (fields: Record<string, string | number>) =>
    (await agents(fields)).items.map(({ sid }) => sid);
  const badFields = async (path: string) => {
    const { status, errors = [] } = await api.refusal(path);
    return [status, ...errors.map(({ field }) => field).sort()];
  };

  it('of an empty database are empty and state their offset', async () => {
    await store(api.dataSource, {});
    const list = await sessions();
    expect(list).toMatchObject({ items: [], nextCursor: null, total: 0, offset: 0 });
    expect(Math.abs(Date.parse(list.serverTime) - Date.now())).toBeLessThan(60_000);
    expect((await agents()).epoch).toBe(list.epoch);
  });

  describe('filters', () => {
    beforeAll(() =>
      store(api.dataSource, {
        sessions: [
          sessionOf('RM_daily', { name: 'Daily 100%' }),
          sessionOf('RM_dash', { name: 'daily_100x', endedMs: minute(5) }),
          sessionOf('RM_back', { name: String.raw`back\slash` }),
          sessionOf('RM_none', { name: null, endedMs: minute(5) }),
          sessionOf('RM_nul', { name: 'a\uFFFDb' }),
          sessionOf('RM_other', { name: 'other', source: 'west' }),
        ],
        participants: [
          participantOf('PA_1', 'RM_daily', { identity: 'ada@example.com' }),
          participantOf('PA_2', 'RM_daily', { identity: 'ada@example.com', leftMs: minute(1) }),
          participantOf('PA_3', 'RM_dash', { identity: 'agent-AJ_1', kind: 'AGENT', agentName: 'scribe' }),
          participantOf('PA_4', 'RM_back', { identity: 'Bob_1' }),
          participantOf('PA_5', 'RM_other', { identity: 'carol' }),
          participantOf('PA_6', 'RM_dash', { kind: 'AGENT', agentName: 'helper', leftMs: minute(2) }),
          participantOf('PA_7', 'RM_dash', { kind: 'AGENT', state: 'aborted', joinedMs: null }),
          participantOf('PA_8', 'RM_dash', { kind: 'AGENT', source: 'west' }),
        ],
      }),
    );

    it.each([
      ['the state active', { state: 'active' }, ['RM_back', 'RM_daily', 'RM_nul', 'RM_other']],
      ['the state ended', { state: 'ended' }, ['RM_dash', 'RM_none']],
      ['part of a room name, in any case', { q: 'DAILY' }, ['RM_daily', 'RM_dash']],
      ['part of a sid', { q: 'm_das' }, ['RM_dash']],
      ['part of an identity', { q: '@example' }, ['RM_daily']],
      ['a percent sign, which is just that', { q: '%' }, ['RM_daily']],
      ['an underline in a name, which is just that', { q: 'y_1' }, ['RM_dash']],
      ['a backslash, which is just that', { q: '\\' }, ['RM_back']],
      ['a quote', { q: "'" }, []],
      ['NUL, which names show as U+FFFD', { q: 'a\0b' }, ['RM_nul']],
      ['a room', { room: 'other' }, ['RM_other']],
      ['a room, exactly', { room: 'Other' }, []],
      ['a room whose name has a NUL', { room: 'a\0b' }, ['RM_nul']],
      ['an identity', { identity: 'ada@example.com' }, ['RM_daily']],
      ['an identity, exactly', { identity: 'ada' }, []],
      ['an identity of a row in the same source only', { identity: 'carol' }, []],
      ['an agent', { agent: 'scribe' }, ['RM_dash']],
      ['several at once', { state: 'active', q: 'daily', identity: 'ada@example.com' }, ['RM_daily']],
      ['several that exclude each other', { state: 'ended', identity: 'ada@example.com' }, []],
    ])('accept %s', async (_, fields, sids) => {
      expect(await sidsOf(fields)).toEqual(sids);
      expect((await sessions({ ...fields, limit: 1 })).total).toBe(sids.length);
    });

    it('contain how often agents joined', async () => {
      const { items } = await sessions();
      expect(items.map(({ sid, agentJoins }) => [sid, agentJoins])).toContainEqual(['RM_dash', 2]);
      expect(items.find(({ sid }) => sid === 'RM_daily')?.agentJoins).toBe(0);
    });

    it.each([
      ['sessions?state=asleep&limit=0&colour=red&from=yesterday&to=1', ['colour', 'from', 'limit', 'state', 'to']],
      ['sessions?limit=501', ['limit']],
      ['sessions?limit=ten', ['limit']],
      ['sessions?sort=size', ['sort']],
      ['sessions?sort=--name', ['sort']],
      ['sessions?q=', ['q']],
      ['sessions?q=a&q=b', ['q']],
      ['agents?state=asleep&sort=name', ['sort', 'state']],
      ['events?after=-1&session=', ['after', 'session']],
      ['events?after=1.5', ['after']],
      ['sessions/RM_daily?limit=4', ['limit']],
      ['sessions/RM_daily/events?session=RM_x', ['session']],
    ])('of %s are rejected by name', async (path, fields) => {
      expect(await badFields(path)).toEqual([400, ...fields]);
    });

    it('that are not valid text are rejected as bad requests', async () => {
      expect((await api.refusal('sessions/RM_%00')).status).toBe(404);
      expect((await api.refusal('nowhere')).status).toBe(404);
    });
  });

  describe('filters of metadata', () => {
    const ended = { endedMs: minute(5) };
    const described = (sid: string, value: unknown, told = {}) =>
      sessionOf(sid, { ...ended, metadata: typeof value === 'string' ? value : JSON.stringify(value), ...told });

    beforeAll(() =>
      store(api.dataSource, {
        sessions: [
          described('RM_pro', { plan: 'pro', customer: { id: 'c7' }, tags: ['beta', 'eu'], seats: 3 }),
          described('RM_live', { plan: 'pro', trial: true }, { endedMs: null }),
          described('RM_colon', { plan: 'pro:plus', 'a:b': 'c' }),
          described('RM_text', 'plan:pro'),
          described('RM_list', '[{"plan":"pro"}]'),
          described('RM_broken', '{"plan":"pro"'),
          described('RM_nul', String.raw`{"plan":"a\u0000b","\ud800":"x"}`),
          described('RM_large', { plan: 'pro', rest: 'x'.repeat(70_000) }),
          sessionOf('RM_replaced', { ...ended, endReason: 'superseded', aborted: 2 }),
          sessionOf('RM_silent', { ...ended, endReason: 'timeout' }),
          sessionOf('RM_gone', { ...ended, endReason: 'reconciled', source: 'west' }),
          sessionOf('RM_failing', { aborted: 1 }),
        ],
        egresses: [egressOf('EG_1', 'RM_silent'), egressOf('EG_2', 'RM_pro', { source: 'west' })],
      }),
    );

    it.each([
      ['a reason of ending', { endReason: 'superseded' }, ['RM_replaced']],
      ['an end that nobody saw', { flags: 'estimated' }, ['RM_gone', 'RM_replaced', 'RM_silent']],
      ['joins that failed, live or not', { flags: 'aborted' }, ['RM_failing', 'RM_replaced']],
      ['a recording, of the same server', { flags: 'recorded' }, ['RM_silent']],
      ['all of several flags', { flags: 'aborted,estimated' }, ['RM_replaced']],
      ['a reason and a flag that exclude each other', { endReason: 'finished', flags: 'estimated' }, []],
      ['a field of the metadata', { metadata: 'plan:pro' }, ['RM_live', 'RM_pro']],
      ['a field of those that ended', { metadata: 'plan:pro', state: 'ended' }, ['RM_pro']],
      ['a field exactly', { metadata: 'plan:pr' }, []],
      ['a value with a colon', { metadata: 'plan:pro:plus' }, ['RM_colon']],
      ['a field inside another', { metadata: 'customer.id:c7' }, ['RM_pro']],
      ['a tenant', { tenant: 'c7' }, ['RM_pro']],
      ['a tenant exactly', { tenant: 'c' }, []],
      ['a tenant and another field', { tenant: 'c7', metadata: 'plan:free' }, []],
      ['an element of a list', { metadata: 'tags:eu' }, ['RM_pro']],
      ['a number', { metadata: 'seats:3' }, ['RM_pro']],
      ['true', { metadata: 'trial:true' }, ['RM_live']],
      ['what shows as U+FFFD', { metadata: 'plan:a\uFFFDb' }, ['RM_nul']],
      ['what shows as U+FFFD, as NUL', { metadata: 'plan:a\0b' }, ['RM_nul']],
      ['quotes and braces, which are just that', { metadata: `x:'"{}\\` }, []],
    ])('find %s', async (_, fields, sids) => {
      expect(await sidsOf(fields)).toEqual(sids);
      expect((await sessions({ ...fields, limit: 1 })).total).toBe(sids.length);
    });

    it.each([
      ['sessions?endReason=boredom&flags=estimated,quick&metadata=plan', ['endReason', 'flags', 'metadata']],
      ['sessions?flags=&metadata=:pro', ['flags', 'metadata']],
    ])('reject %s by name', async (path, fields) => {
      expect(await badFields(path)).toEqual([400, ...fields]);
    });
  });

  describe('filters of time', () => {
    const range = { from: iso(minute(20)), to: iso(minute(30)) };
    const of = (sid: string, from: number, to: number | null, more = {}) =>
      sessionOf(sid, { startedMs: minute(from), endedMs: to === null ? null : minute(to), ...more });

    it('find sessions that overlap [from, to)', async () => {
      const inside = [
        of('spans', 0, 60),
        of('begins-before', 10, 21),
        of('ends-after', 29, 40),
        of('inside', 22, 23),
        of('exactly', 20, 30),
        of('moment-at-from', 20, 20),
        of('moment-inside', 25, 25),
        of('open-before', 0, null),
        of('open-inside', 29, null),
      ];
      const outside = [
        of('before', 0, 10),
        of('ends-at-from', 10, 20),
        of('begins-at-to', 30, 40),
        of('moment-before', 19, 19),
        of('moment-at-to', 30, 30),
        of('open-at-to', 30, null),
      ];
      await store(api.dataSource, { sessions: [...inside, ...outside] });
      expect(await sidsOf(range)).toEqual(inside.map(({ sid }) => sid).sort());
    });

    it('find those that started or ended in the range', async () => {
      const sids = ['across', 'open-inside', 'begins', 'begins-at-from', 'ends', 'ends-at-to', 'inside'];
      const [across, open, begins, atFrom, ends, atTo, inside] = sids as [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
      ];
      await store(api.dataSource, {
        sessions: [
          of(across, 0, 60),
          of(open, 29, null),
          of(begins, 29, 40),
          of(atFrom, 20, 40),
          of(ends, 10, 20),
          of(atTo, 10, 30),
          of(inside, 22, 23),
        ],
      });
      expect(await sidsOf({ ...range, moment: 'start' })).toEqual([begins, atFrom, inside, open].sort());
      expect(await sidsOf({ ...range, moment: 'start', state: 'ended' })).toEqual([begins, atFrom, inside].sort());
      expect(await sidsOf({ ...range, moment: 'end' })).toEqual([ends, inside].sort());
      expect((await sessions({ ...range, moment: 'end' })).total).toBe(2);
      expect(await sidsOf({ ...range, moment: 'end', state: 'active' })).toEqual([]);
      expect(await sidsOf({ moment: 'end' })).toEqual(sids.filter((sid) => sid !== open).sort());
    });

    describe('filters of failures', () => {
      const left = (sid: string, session: string, at: number, more: object) =>
        participantOf(sid, session, { leftMs: minute(at), ...more });
      const lost = { disconnectReason: 'CONNECTION_TIMEOUT' };
      const called = { identities: 1, firstJoinedMs: minute(20) };
      const failed = { state: 'aborted' as const, joinedMs: null };
      const egress = (id: string, session: string, at: number, status: string) =>
        egressOf(id, session, { endedMs: minute(at), status });

      beforeAll(() =>
        store(api.dataSource, {
          sessions: [
            of('calm', 0, 60),
            of('drop', 0, 60),
            of('earlier', 0, 60),
            of('over', 0, 19),
            of('alone', 0, 60, called),
            of('attended', 0, 60, called),
          ],
          participants: [
            left('PA_calm', 'calm', 25, { disconnectReason: 'CLIENT_INITIATED' }),
            left('PA_drop', 'drop', 25, { ...lost, identity: 'kavya', name: 'Kavya R' }),
            left('PA_again', 'drop', 26, { ...lost, identity: 'kavya', name: 'Kavya R', joinedMs: minute(25) }),
            left('PA_stays', 'drop', 26, { identity: 'callum', joinedMs: minute(-5) }),
            left('PA_earlier', 'earlier', 19, lost),
            left('PA_failed', 'earlier', 20, failed),
            left('PA_later', 'calm', 30, failed),
            participantOf('PA_agent', 'attended', { kind: 'AGENT' }),
          ],
          egresses: [
            egress('EG_late', 'over', 21, 'EGRESS_FAILED'),
            egress('EG_calm', 'calm', 21, 'EGRESS_COMPLETE'),
            egress('EG_earlier', 'earlier', 19, 'EGRESS_ABORTED'),
          ],
        }),
      );

      it.each([
        ['connections that dropped', { dropped: 'true' }, ['drop']],
        ['joins that failed', { joinFailures: 'true' }, ['earlier']],
        ['recordings that failed, though the session was over', { recordingFailures: 'true' }, ['over']],
        ['people whom no agent joined', { unattended: 'true' }, ['alone']],
        ['several of them', { dropped: 'true', joinFailures: 'true' }, []],
      ])('%s', async (_, fields, sids) => {
        expect(await sidsOf({ ...range, ...fields })).toEqual(sids);
        expect((await sessions({ ...range, ...fields })).total).toBe(sids.length);
      });

      it('return who was in the session, dropped connections first', async () => {
        const { items } = await sessions(range);
        const whoOf = (sid: string) => items.find((session) => session.sid === sid);
        expect(whoOf('drop')).toMatchObject({
          drops: 2,
          who: [
            { identity: 'kavya', name: 'Kavya R', dropped: true },
            { identity: 'callum', name: null, dropped: false },
          ],
        });
        expect(whoOf('attended')).toMatchObject({ drops: 0, who: [] });
      });

      it('return no names for a session with too many participants', async () => {
        await store(api.dataSource, {
          sessions: [sessionOf('RM_large', { joins: 1001 })],
          participants: [participantOf('PA_1', 'RM_large')],
        });
        expect((await sessions()).items[0]).toMatchObject({ drops: null, who: null });
      });
    });

    it('find those of a length: at least, and less than', async () => {
      await store(api.dataSource, {
        sessions: [of('one', 0, 1), of('five', 0, 5), of('ten', 0, 10), of('open', 0, null)],
      });
      expect(await sidsOf({ minDurationMs: 5 * 60_000, maxDurationMs: 10 * 60_000 })).toEqual(['five']);
      expect(await sidsOf({ maxDurationMs: 60_000 })).toEqual([]);
      expect(await sidsOf({ minDurationMs: 10 * 60_000, state: 'ended' })).toEqual(['ten']);
      expect(await badFields('sessions?minDurationMs=-1&moment=noon&joinFailures=no')).toEqual([
        400,
        'joinFailures',
        'minDurationMs',
        'moment',
      ]);
    });

    it('find those that people left or could not join in the range', async () => {
      const all = ['lost', 'early', 'agent', 'untold', 'failed'];
      const left = (sid: string, at: number, told = {}) =>
        participantOf(`PA_${sid}`, sid, { leftMs: minute(at), disconnectReason: 'SIGNAL_CLOSE', ...told });
      await store(api.dataSource, {
        sessions: all.map((sid) => of(sid, 0, sid === 'lost' ? null : 60)),
        participants: [
          left('lost', 25),
          left('early', 19),
          left('agent', 25, { kind: 'AGENT' }),
          left('untold', 25, { disconnectReason: null }),
          left('failed', 25, { state: 'aborted', joinedMs: null }),
        ],
      });
      expect(await sidsOf({ ...range, leaveReason: 'SIGNAL_CLOSE' })).toEqual(['lost']);
      expect(await sidsOf({ leaveReason: 'SIGNAL_CLOSE' })).toEqual(['early', 'lost']);
      expect(await sidsOf({ ...range, leaveReason: 'none' })).toEqual(['untold']);
      expect(await sidsOf({ ...range, joinFailures: 'true' })).toEqual(['failed']);
      expect(await sidsOf({ ...range, joinFailures: 'true', leaveReason: 'none' })).toEqual([]);
    });

    it('find sessions that lasted days, in every sort', async () => {
      const day = 24 * 60;
      const inside = [of('long', -9 * day, 21), of('a-day', -day + 25, 25), of('open-for-days', -9 * day, null)];
      const outside = [of('long-before', -9 * day, 20), of('long-after', 30, 9 * day)];
      await store(api.dataSource, { sessions: [...inside, ...outside, of('inside', 22, 23)] });
      for (const sort of SESSION_SORTS) {
        const { items, total } = await sessions({ ...range, sort });
        expect(items.map(({ sid }) => sid).sort()).toEqual(['a-day', 'inside', 'long', 'open-for-days']);
        expect(total).toBe(4);
      }
      expect(await sidsOf({ ...range, state: 'ended' })).toEqual(['a-day', 'inside', 'long']);
    });

    it('accept other zones and open ranges', async () => {
      await store(api.dataSource, { sessions: [of('early', 0, 10), of('late', 30, null)] });
      expect(await sidsOf({ from: '2026-11-23T11:20:00+02:00' })).toEqual(['late']);
      expect(await sidsOf({ to: iso(minute(20)) })).toEqual(['early']);
      expect(await sidsOf({ from: '1970-01-01T00:00:00Z' })).toEqual(['early', 'late']);
    });

    it('place a session of unknown start at its first event', async () => {
      const unknown = sessionOf('unknown', { orderMs: minute(25), endedMs: minute(26) });
      unknown.startedMs = null;
      await store(api.dataSource, { sessions: [unknown] });
      const { items } = await sessions(range);
      expect(items).toMatchObject([{ sid: 'unknown', startedAt: null }]);
    });

    it('find agents that were present', async () => {
      const at = (sid: string, from: number, to: number | null) =>
        participantOf(sid, 'RM', { kind: 'AGENT', joinedMs: minute(from), leftMs: to === null ? null : minute(to) });
      const aborted = participantOf('aborted', 'RM', {
        ...{ kind: 'AGENT', state: 'aborted', joinedMs: null, leftMs: minute(20) },
      });
      await store(api.dataSource, {
        participants: [
          ...[at('spans', 0, 60), at('open', 0, null), at('moment', 20, 20), aborted],
          ...[at('before', 0, 20), at('after', 30, 40), participantOf('person', 'RM', { joinedMs: minute(25) })],
        ],
      });
      expect((await agentSidsOf(range)).sort()).toEqual(['aborted', 'moment', 'open', 'spans']);
    });
  });

  describe('pages', () => {
    const numberOf = (time: string | null, unknown: number) => (time === null ? unknown : Date.parse(time));
    const KEYS: Readonly<Record<(typeof SESSION_SORTS)[number], (session: Session) => number | string>> = {
      startedAt: (session) => numberOf(session.startedAt, 0),
      endedAt: (session) => numberOf(session.endedAt, Infinity),
      lastEventAt: (session) => numberOf(session.lastEventAt, 0),
      name: (session) => session.name ?? '',
      people: (session) => session.people,
      joins: (session) => session.joins,
      identities: (session) => session.identities,
      // The longest are open; the longest of those began first.
      duration: ({ startedAt, endedAt }) => numberOf(endedAt, Number.MAX_SAFE_INTEGER) - numberOf(startedAt, 0),
    };
    const rows = [
      ...[0, 1, 2].map((n) =>
        sessionOf(`RM_tie${n}`, { name: 'same', people: 1, joins: 2, identities: n & 1, endedMs: minute(9) }),
      ),
      ...[0, 1].map((n) => sessionOf(`RM_open${n}`, { startedMs: minute(1), people: 3 })),
      sessionOf('RM_nameless', { name: null, lastEventMs: null, joins: 2 }),
      sessionOf('RM_upper', { name: 'Same', startedMs: minute(2), endedMs: minute(3) }),
      sessionOf('RM_umlaut', { name: 'ähnlich', startedMs: minute(2) }),
      // A sid is unique within its server only.
      sessionOf('RM_tie0', { source: 'west', name: 'same', people: 1, joins: 2, endedMs: minute(9) }),
    ];
    const idOf = ({ source, sid }: Pick<Session, 'source' | 'sid'>) => `${source}/${sid}`;

    async function walk(fields: Record<string, string | number>): Promise<Session[]> {
      const all: Session[] = [];
      let cursor: string | null = null;
      do {
        const page = await sessions(cursor === null ? fields : { ...fields, cursor });
        expect(page.total).toBe(rows.length);
        expect(page.items.length).toBeGreaterThan(0);
        all.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return all;
    }

    beforeAll(() => store(api.dataSource, { sessions: rows }));

    it.each(SESSION_SORTS.flatMap((sort) => [sort, `-${sort}` as const]))(
      'by %s leave out none and repeat none',
      async (sort) => {
        const key = KEYS[sort.replace('-', '') as (typeof SESSION_SORTS)[number]];
        const whole = await walk({ sort });
        const keys = whole.map(key);
        const sorted = [...keys].sort((a, b) => (a < b ? -1 : Number(a > b)));
        expect(keys).toEqual(sort.startsWith('-') ? sorted.reverse() : sorted);
        expect(whole.map(idOf).sort()).toEqual(rows.map(idOf).sort());
        for (const limit of [1, 2, 3]) expect((await walk({ sort, limit })).map(idOf)).toEqual(whole.map(idOf));
      },
    );

    it('are newest first by default', async () => {
      expect((await walk({})).map(idOf)).toEqual((await walk({ sort: '-startedAt' })).map(idOf));
    });

    it('of agents neither skip nor repeat rows', async () => {
      const agentRows = [0, 1, 2, 3, 4].flatMap((n) => [
        participantOf(`PA_${n}`, 'RM', { kind: 'AGENT', joinedMs: minute(n >> 1) }),
        participantOf(`PA_${n}`, 'RM', { kind: 'AGENT', joinedMs: minute(n >> 1), source: 'west' }),
      ]);
      await store(api.dataSource, { sessions: rows, participants: agentRows });
      for (const limit of [1, 3]) {
        const sids: string[] = [];
        let cursor: string | null = null;
        do {
          const page = await agents(cursor === null ? { limit } : { limit, cursor });
          sids.push(...page.items.map(({ sid }) => sid));
          cursor = page.nextCursor;
        } while (cursor !== null);
        expect(sids).toEqual(['PA_4', 'PA_4', 'PA_3', 'PA_3', 'PA_2', 'PA_2', 'PA_1', 'PA_1', 'PA_0', 'PA_0']);
      }
    });

    it('continue where they ended although rows were added before', async () => {
      const first = await sessions({ sort: 'startedAt', limit: 2 });
      await api.dataSource.query('UPDATE session SET order_ms = order_ms - 1 WHERE sid = $1', ['RM_umlaut']);
      const rest = await sessions({ sort: 'startedAt', cursor: first.nextCursor ?? '' });
      const ids = [...first.items, ...rest.items].map(idOf);
      expect(new Set(ids).size).toBe(ids.length);
    });

    it.each([
      'x',
      '!',
      Buffer.from('[1]').toString('base64url'),
      Buffer.from('["a","b"]').toString('base64url'),
      Buffer.from('[1.5,"b"]').toString('base64url'),
      Buffer.from('[1e300,"b"]').toString('base64url'),
      Buffer.from('[1,"a\\u0000"]').toString('base64url'),
    ])('reject the cursor %s', async (cursor) => {
      for (const list of ['sessions', 'agents', 'events', 'sessions/RM_tie1/events']) {
        expect(await badFields(`${list}?cursor=${cursor}`)).toEqual([400, 'cursor']);
      }
      for (const children of ['participantsCursor', 'tracksCursor']) {
        expect(await badFields(`sessions/RM_tie1?${children}=${cursor}`)).toEqual([400, children]);
      }
    });

    it('reject a cursor of another list or order', async () => {
      const { nextCursor } = await sessions({ sort: 'name', limit: 1 });
      const cursor = nextCursor ?? '';
      expect(await badFields(`sessions?${query({ cursor, sort: 'people' })}`)).toEqual([400, 'cursor']);
      expect(await badFields(`sessions?${query({ cursor, sort: '-name' })}`)).toEqual([400, 'cursor']);
      expect(await badFields(`agents?${query({ cursor })}`)).toEqual([400, 'cursor']);
      expect(await badFields(`events?${query({ cursor })}`)).toEqual([400, 'cursor']);
    });
  });

  describe('agents', () => {
    it('return their session, name and job, of one state if requested', async () => {
      const agent = { kind: 'AGENT', agentName: 'scribe', jobId: 'AJ_1', identity: 'agent-AJ_1' };
      await store(api.dataSource, {
        sessions: [sessionOf('RM_1', { name: 'daily' })],
        participants: [
          participantOf('PA_in', 'RM_1', { ...agent, metadata: 'm'.repeat(2000), joinedMs: minute(1) }),
          participantOf('PA_left', 'RM_gone', { ...agent, agentName: null, jobId: null, leftMs: minute(2) }),
          participantOf('PA_aborted', 'RM_1', { ...agent, state: 'aborted', joinedMs: null, leftMs: minute(3) }),
          participantOf('PA_person', 'RM_1'),
        ],
      });
      const list = await agents();
      expect(list).toMatchObject({ total: 3, nextCursor: null });
      expect(list.items.map(({ sid, sessionName, agentName, jobId }) => [sid, sessionName, agentName, jobId])).toEqual([
        ['PA_aborted', 'daily', 'scribe', 'AJ_1'],
        ['PA_in', 'daily', 'scribe', 'AJ_1'],
        ['PA_left', null, null, null],
      ]);
      expect(list.items[1]).toMatchObject({ metadata: 'm'.repeat(1024), metadataBytes: 2000 });
      expect(await agentSidsOf({ state: 'active' })).toEqual(['PA_in']);
      expect(await agentSidsOf({ state: 'left' })).toEqual(['PA_left']);
      expect(await agentSidsOf({ state: 'aborted' })).toEqual(['PA_aborted']);
    });
  });

  describe('totals', () => {
    const copies = (from: number, to: number) =>
      api.dataSource.query(
        `INSERT INTO session SELECT (json_populate_record(t, json_build_object('sid', 'RM_' || n))).*
         FROM session t, generate_series(${from}, ${to}) n WHERE t.sid = 'RM_0'`,
      );

    it('are exact up to 10,000, and "10000+" above', async () => {
      await store(api.dataSource, { sessions: [sessionOf('RM_0', { name: 'many' }), sessionOf('RM_x')] });
      await copies(1, 9_999);
      expect((await sessions({ room: 'many', limit: 1 })).total).toBe(10_000);
      await copies(10_000, 10_000);
      const page = await sessions({ limit: 500 });
      expect(page.total).toBe('10000+');
      expect(page.items).toHaveLength(500);
      expect((await sessions({ room: 'RM_x' })).total).toBe(1);
      expect((await sessions()).items).toHaveLength(100);
    });

    it('cover what was searched: parts of names in the newest 5,000 sessions, whole names in all', async () => {
      await store(api.dataSource, {
        sessions: [
          sessionOf('RM_0', { name: 'many', startedMs: minute(2), endedMs: minute(3) }),
          sessionOf('RM_old', { name: 'an old one', startedMs: minute(0), endedMs: minute(1) }),
          sessionOf('RM_open', { name: 'older still', startedMs: minute(-9) }),
        ],
        participants: [participantOf('PA_1', 'RM_old', { identity: 'ada' })],
      });
      await copies(1, 4_997);
      expect(await sessions({ q: 'OLD' })).toMatchObject({ total: 2, searchedFrom: null });
      await copies(4_998, 5_000);
      const searchedFrom = iso(minute(2));
      expect(await sessions({ q: 'old' })).toMatchObject({ items: [{ sid: 'RM_open' }], total: 1, searchedFrom });
      for (const q of ['an old one', 'RM_old', 'ada']) {
        expect(await sessions({ q })).toMatchObject({ items: [{ sid: 'RM_old' }], total: 1, searchedFrom });
      }
      expect(await sessions({ q: 'old', to: iso(minute(2)) })).toMatchObject({ total: 2, searchedFrom: null });
      expect(await sessions({ q: 'old', from: iso(minute(3)) })).toMatchObject({ total: 1, searchedFrom: null });
      expect(await sessions({ q: 'many', limit: 1 })).toMatchObject({ total: 5_001 });
    });
  });

  it('truncate metadata to 1 KiB between characters, and return its true size', async () => {
    const metadata = `${'x'.repeat(1022)}${'ä'.repeat(300_000)}`;
    await store(api.dataSource, { sessions: [sessionOf('RM_1', { metadata }), sessionOf('RM_2', { metadata: '' })] });
    const { items } = await sessions({ sort: 'name' });
    expect(items[0]).toMatchObject({ metadata: `${'x'.repeat(1022)}ä`, metadataBytes: 601_022 });
    expect(items[1]).toMatchObject({ metadata: '', metadataBytes: 0 });
    expect(iso(NINE)).toBe(items[0]?.startedAt);
  });
});
