/** One whole session. Real: the whole application, its database. */
import { sessionDetail } from '@livekit-dashboard/contracts';
import { startRestApp, type RestApp } from '../testing/rest-app';
import { minute, participantOf, sessionOf, store, trackOf } from '../testing/rows';
import { describeOnEachDatabase } from '../testing/test-database';

describeOnEachDatabase('a session', (create) => {
  let api: RestApp;

  beforeAll(async () => {
    api = await startRestApp(create);
  });
  afterAll(() => api.close());

  const detail = (query = '') => api.get(`sessions/RM_1${query}`, sessionDetail);

  it('that does not exist is answered 404', async () => {
    await store(api.dataSource, { sessions: [sessionOf('RM_1')] });
    expect(await api.refusal('sessions/RM_2')).toMatchObject({ status: 404, title: 'Not Found' });
    expect(await api.refusal("sessions/RM_1'%20OR%20true--")).toMatchObject({ status: 404 });
  });

  it('has its whole metadata and attributes, of its own rows only', async () => {
    const metadata = 'ä'.repeat(262_144);
    await store(api.dataSource, {
      sessions: [sessionOf('RM_1', { metadata })],
      participants: [
        participantOf('PA_1', 'RM_1', { metadata, attributes: { 'lk.agent.name': metadata } }),
        participantOf('PA_2', 'RM_2'),
        participantOf('PA_3', 'RM_1', { source: 'west' }),
      ],
      tracks: [trackOf('TR_1', 'RM_1'), trackOf('TR_2', 'RM_2'), trackOf('TR_3', 'RM_1', { source: 'west' })],
    });
    const { session, participants, tracks, egresses } = await detail();
    expect(session).toMatchObject({ metadata, metadataBytes: 524_288 });
    expect(participants).toMatchObject([{ sid: 'PA_1', metadata, attributes: { 'lk.agent.name': metadata } }]);
    expect(tracks.map(({ sid }) => sid)).toEqual(['TR_1']);
    expect(egresses).toEqual([]);
  });

  it('can be limited to one participant, and not to one of another session', async () => {
    await store(api.dataSource, {
      sessions: [sessionOf('RM_1')],
      participants: [participantOf('PA_1', 'RM_1'), participantOf('PA_2', 'RM_1'), participantOf('PA_3', 'RM_2')],
      tracks: [
        trackOf('TR_1', 'RM_1', { participantSid: 'PA_1' }),
        trackOf('TR_2', 'RM_1', { participantSid: 'PA_2' }),
      ],
    });
    const sids = async (participant: string) => {
      const { session, participants, tracks } = await detail(`?participant=${participant}`);
      expect(session.sid).toBe('RM_1');
      return [...participants, ...tracks].map(({ sid }) => sid);
    };
    expect(await sids('PA_2')).toEqual(['PA_2', 'TR_2']);
    expect(await sids('PA_3')).toEqual([]);
  });

  it('pages participants and tracks above 1,000 separately', async () => {
    await store(api.dataSource, {
      sessions: [sessionOf('RM_1')],
      // Equal times on both sides of the page's end.
      participants: Array.from({ length: 1005 }, (_, n) =>
        participantOf(`PA_${n}`, 'RM_1', { joinedMs: minute(Math.floor(n / 10)) }),
      ),
      tracks: Array.from({ length: 2001 }, (_, n) => trackOf(`TR_${n}`, 'RM_1', { publishedMs: minute(n % 3) })),
    });
    const first = await detail();
    expect([first.participants.length, first.tracks.length]).toEqual([1000, 1000]);
    const second = await detail(
      `?participantsCursor=${first.participantsNextCursor}&tracksCursor=${first.tracksNextCursor}`,
    );
    expect([second.participants.length, second.tracks.length]).toEqual([5, 1000]);
    expect(second.participantsNextCursor).toBeNull();
    const third = await detail(`?tracksCursor=${second.tracksNextCursor}`);
    expect([third.participants.length, third.tracks.length]).toEqual([1000, 1]);
    expect(third.tracksNextCursor).toBeNull();
    const sids = (...pages: readonly (readonly { readonly sid: string }[])[]) =>
      new Set(pages.flat().map(({ sid }) => sid)).size;
    expect(sids(first.participants, second.participants)).toBe(1005);
    expect(sids(first.tracks, second.tracks, third.tracks)).toBe(2001);
  });

  it('has fewer participants per page if their metadata is large', async () => {
    const metadata = 'm'.repeat(400_000);
    await store(api.dataSource, {
      sessions: [sessionOf('RM_1')],
      participants: Array.from({ length: 15 }, (_, n) =>
        participantOf(`PA_${n}`, 'RM_1', { joinedMs: minute(n), metadata }),
      ),
    });
    const sids: string[] = [];
    let query = '';
    do {
      const page = await detail(query);
      expect(JSON.stringify(page).length).toBeLessThan(5_000_000);
      sids.push(...page.participants.map(({ sid }) => sid));
      query = page.participantsNextCursor === null ? '' : `?participantsCursor=${page.participantsNextCursor}`;
    } while (query !== '');
    expect(sids).toEqual(Array.from({ length: 15 }, (_, n) => `PA_${n}`));
  });

  describe('[US13] the peak of people', () => {
    type Stay = readonly [from: number | null, to: number | null, kind?: string | null, identity?: string];
    const peakOf = async (...stays: readonly Stay[]) => {
      await store(api.dataSource, {
        sessions: [sessionOf('RM_1', { endedMs: minute(60) })],
        participants: stays.map(([from, to, kind = 'STANDARD', identity], n) =>
          participantOf(`PA_${n}`, 'RM_1', {
            ...{ kind, identity: identity ?? `person-${n}` },
            joinedMs: from === null ? null : minute(from),
            leftMs: to === null ? null : minute(to),
          }),
        ),
      });
      return (await detail()).peakPeople;
    };

    it.each<readonly [string, number, readonly Stay[]]>([
      ['nobody', 0, []],
      ['those at one time', 2, [[0, 10], [5, 15], [11, 20]]], // prettier-ignore
      ['the next one, who comes as the last one leaves, once', 1, [[0, 10], [10, 20]]], // prettier-ignore
      ['who is still in', 3, [[0, null], [1, null], [2, 3]]], // prettier-ignore
      ['one who left as they came', 1, [[5, 5]]],
      ['who left as they came only at that moment', 2, [[1, 1], [2, 2], [3, 3], [3, 10], [4, 4]]], // prettier-ignore
      ['one who leaves as another passes through once', 1, [[0, 5], [5, 5]]], // prettier-ignore
      ['one who joins again before the old connection has left', 1, [[0, 10, 'STANDARD', 'ada'], [9, 20, 'STANDARD', 'ada']]], // prettier-ignore
      ['two who each join again, as two', 2, [[0, 10, 'SIP', 'ada'], [9, 20, 'SIP', 'ada'], [0, 8, 'SIP', 'bob'], [8, null, 'SIP', 'bob']]], // prettier-ignore
      ['one who joins three times at one moment', 1, [[5, 5, 'SIP', 'ada'], [5, 9, 'SIP', 'ada'], [5, 5, 'SIP', 'ada']]], // prettier-ignore
      ['persons of kinds not known to be machines', 3, [[0, 1, 'SIP'], [0, 1, 'ROBOT'], [0, 1]]], // prettier-ignore
      ['no machine', 1, [[0, 1, 'AGENT'], [0, 1, 'EGRESS'], [0, 1, 'INGRESS'], [0, 1, null], [0, 1]]], // prettier-ignore
      ['no join that was aborted', 0, [[null, 1]]],
    ])('%s: %i', async (_, peak, stays) => {
      expect(await peakOf(...stays)).toBe(peak);
    });
  });
});
