/** The search for sessions (`q`), and the matches it reports. Real: the whole application, its database. */
import { sessionList } from '@livekit-dashboard/contracts';
import { upsertAll } from '../store/sql/bulk';
import { clientOf } from '../store/sql/client';
import { IngressEntity } from '../store/entities/ingress.entity';
import { SEARCH_DEPTH } from '../store/sessions/session-search';
import { startRestApp, type RestApp } from '../testing/rest-app';
import { egressOf, minute, NINE, participantOf, sessionOf, store, trackOf } from '../testing/rows';
import { describeOnEachDatabase } from '../testing/test-database';

describeOnEachDatabase('the search for sessions', (create) => {
  let api: RestApp;

  beforeAll(async () => {
    api = await startRestApp(create);
  });
  afterAll(() => api.close());

  const search = async (q: string, more = '') =>
    (await api.get(`sessions?q=${encodeURIComponent(q)}${more}`, sessionList)).items;
  const sidsOf = async (q: string, more = '') => (await search(q, more)).map(({ sid }) => sid).sort();
  const matchesOf = async (q: string) => (await search(q)).flatMap(({ matched }) => matched ?? []);

  const caller = { kind: 'SIP', identity: 'caller', name: 'Phone 3456' };
  const call = {
    'sip.callID': 'SCL_call1',
    'sip.trunkID': 'ST_trunk1',
    'sip.phoneNumber': '+49 30 1234567',
    'sip.trunkPhoneNumber': '+15559990000',
  };
  /** More than a search for parts reads, all newer. */
  const newer = Array.from({ length: SEARCH_DEPTH + 1 }, (_, n) =>
    sessionOf(`RM_new${n}`, { name: 'newer', startedMs: minute(20), orderMs: minute(20), endedMs: minute(30) }),
  );

  describe.each([
    ['among the newest sessions', []],
    ['of whole values among all sessions', newer],
  ])('%s', (_, others) => {
    beforeAll(async () => {
      await store(api.dataSource, {
        sessions: [
          sessionOf('RM_standup', { name: 'Stand-up', endedMs: minute(5) }),
          sessionOf('RM_call', { name: 'hotline', endedMs: minute(6) }),
          sessionOf('RM_empty', { name: null, endedMs: minute(7) }),
          ...others,
        ],
        participants: [
          participantOf('PA_kavya', 'RM_standup', {
            identity: 'user-17',
            name: 'Kavya Raghunathan',
            leftMs: minute(3),
          }),
          participantOf('PA_again', 'RM_standup', {
            identity: 'user-17',
            name: 'Kavya Raghunathan',
            leftMs: minute(4),
          }),
          participantOf('PA_agent', 'RM_standup', { identity: 'agent-AJ_job1', kind: 'AGENT', leftMs: minute(4) }),
          participantOf('PA_caller', 'RM_call', { ...caller, attributes: call, leftMs: minute(4) }),
        ],
        tracks: [trackOf('TR_mic', 'RM_standup', { participantSid: 'PA_kavya' })],
        egresses: [egressOf('EG_file', 'RM_call'), egressOf('EG_web', null)],
      });
      const ingress = {
        source: 'default',
        key: 'IN_cam/IR_1',
        id: 'IN_cam',
        resourceId: 'IR_1',
        sessionSid: 'RM_call',
      };
      const times = {
        startedMs: NINE,
        endedMs: null,
        dimension: null,
        openUntilMs: null,
        streamOffset: 1,
        evidence: {},
      };
      const about = { roomName: 'hotline', inputType: null, status: null, error: null, endEstimated: false };
      await api.dataSource.transaction(async (manager) =>
        upsertAll(await clientOf(manager), api.dataSource, IngressEntity, [{ ...ingress, ...times, ...about }]),
      );
    });

    it.each([
      ['a room name', 'Stand-up', 'RM_standup', 'name', 'Stand-up', null],
      ['a session sid', 'RM_standup', 'RM_standup', 'sid', 'RM_standup', null],
      ['a display name', 'Kavya Raghunathan', 'RM_standup', 'participantName', 'Kavya Raghunathan', 'PA_again'],
      [
        'a display name in another case',
        'kavya raghunathan',
        'RM_standup',
        'participantName',
        'Kavya Raghunathan',
        'PA_again',
      ],
      ['an identity', 'user-17', 'RM_standup', 'identity', 'user-17', 'PA_again'],
      ['a participant sid', 'PA_again', 'RM_standup', 'participantSid', 'PA_again', 'PA_again'],
      ['a track sid', 'TR_mic', 'RM_standup', 'trackSid', 'TR_mic', 'PA_kavya'],
      ['an agent job id', 'AJ_job1', 'RM_standup', 'identity', 'agent-AJ_job1', 'PA_agent'],
      ['an egress id', 'EG_file', 'RM_call', 'egressId', 'EG_file', null],
      ['an ingress id', 'IN_cam', 'RM_call', 'ingressId', 'IN_cam', null],
      ['a phone number', '+49 30 1234567', 'RM_call', 'phoneNumber', '+49 30 1234567', 'PA_caller'],
      ['its digits', '49301234567', 'RM_call', 'phoneNumber', '+49 30 1234567', 'PA_caller'],
      ['it with other punctuation', '+49 (30) 123-4567', 'RM_call', 'phoneNumber', '+49 30 1234567', 'PA_caller'],
      ['a number of the trunk', '+1 555 999 0000', 'RM_call', 'trunkPhoneNumber', '+15559990000', 'PA_caller'],
      ['a call id', 'SCL_call1', 'RM_call', 'callId', 'SCL_call1', 'PA_caller'],
      ['a trunk id', 'ST_trunk1', 'RM_call', 'trunkId', 'ST_trunk1', 'PA_caller'],
    ])('finds %s and reports the match', async (_what, q, sid, field, value, participantSid) => {
      const [found, ...more] = await search(q);
      expect(more).toEqual([]);
      expect(found?.sid).toBe(sid);
      expect(found?.matched).toContainEqual({ field, value, participantSid });
    });

    it('finds nothing for an unknown value', async () => {
      expect(await sidsOf('EG_web')).toEqual([]);
      expect(await sidsOf('PA_nobody')).toEqual([]);
      expect(await sidsOf('+49 30 7654321')).toEqual([]);
    });
  });

  describe('of parts', () => {
    beforeAll(() =>
      store(api.dataSource, {
        sessions: [
          sessionOf('RM_live', { name: 'harbor' }),
          sessionOf('RM_past', { name: 'quay', endedMs: minute(5) }),
          sessionOf('RM_west', { name: 'harbor', source: 'west' }),
        ],
        participants: [
          participantOf('PA_1', 'RM_live', { identity: 'ana@harbor.example', name: 'Ana' }),
          participantOf('PA_2', 'RM_past', { identity: 'x', name: 'Kavya Raghunathan', leftMs: minute(2) }),
          participantOf('PA_3', 'RM_past', { ...caller, attributes: call, leftMs: minute(2) }),
        ],
      }),
    );

    it.each([
      ['of a display name', 'raghu', ['RM_past']],
      ['of a phone number', '301234', ['RM_past']],
      ['of a phone number with its trunk prefix', '030 1234567', ['RM_past']],
      ['of rooms and identities', 'harbor', ['RM_live', 'RM_west']],
    ])('finds those %s', async (_, q, sids) => {
      expect(await sidsOf(q)).toEqual(sids);
    });

    it('reports all matches, the session first, each value once', async () => {
      const [live] = (await search('harbor')).filter(({ sid }) => sid === 'RM_live');
      expect(live?.matched).toEqual([
        { field: 'name', value: 'harbor', participantSid: null },
        { field: 'identity', value: 'ana@harbor.example', participantSid: 'PA_1' },
      ]);
    });

    it('can be limited to a server', async () => {
      expect(await sidsOf('harbor', '&source=west')).toEqual(['RM_west']);
      expect(await sidsOf('PA_1', '&source=west')).toEqual([]);
    });

    it('treats wildcards as text', async () => {
      expect(await matchesOf('%')).toEqual([]);
      expect(await sidsOf("';")).toEqual([]);
    });

    it('reports no matches without a search', async () => {
      const { items } = await api.get('sessions', sessionList);
      expect(items.some((item) => 'matched' in item)).toBe(false);
    });
  });
});
