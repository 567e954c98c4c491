import { erasePerson } from './erase-person';

const ANN = { identity: 'ann', pseudonym: 'erased-1' };
const ann = {
  sid: 'PA_1',
  identity: 'ann',
  name: 'Ann',
  metadata: 'm',
  attributes: { a: 'ann' },
  kind: 'SIP',
  version: 2,
};
const erased = { sid: 'PA_1', identity: 'erased-1', kind: 'SIP', version: 2 };

describe('erasePerson', () => {
  it('leaves a payload that does not mention the person unchanged', () => {
    const payload = {
      event: 'participant_joined',
      participant: { ...ann, identity: 'annabel' },
      room: { name: 'ann' },
    };
    expect(erasePerson(payload, ANN)).toBe(payload);
  });

  it('removes the identity, and keeps what happened', () => {
    const room = { sid: 'RM_1', name: 'ann', metadata: 'of ann' };
    const tracks = [{ sid: 'TR_1', name: 'cam of ann', muted: true }, null];
    const payload = {
      event: 'participant_left',
      room,
      participant: { ...ann, tracks },
      track: { sid: 'TR_1', name: 'x' },
    };
    expect(erasePerson(payload, ANN)).toEqual({
      event: 'participant_left',
      room,
      participant: { ...erased, tracks: [{ sid: 'TR_1', muted: true }, null] },
      track: { sid: 'TR_1' },
    });
    expect(payload.participant.name).toBe('Ann');
  });

  it('finds the person by sid where the identity is not reported', () => {
    const payload = { participant: { sid: 'PA_1', name: 'Ann' }, other: { sid: 'PA_2', name: 'Bob' } };
    expect(erasePerson(payload, { ...ANN, sid: 'PA_1' })).toEqual({
      participant: { sid: 'PA_1' },
      other: { sid: 'PA_2', name: 'Bob' },
    });
  });

  it('keeps which agent it was', () => {
    const attributes = { 'lk.agent.name': 'helper', note: 'ann' };
    for (const kind of ['AGENT', 4]) {
      expect(erasePerson({ participant: { ...ann, kind, attributes } }, ANN)).toMatchObject({
        participant: { kind, attributes: { 'lk.agent.name': 'helper' } },
      });
    }
  });

  it.each([
    ['a job', { job: { participant: ann } }, { job: { participant: erased } }],
    [
      'an egress',
      { egressInfo: { participant: { identity: 'ann' } } },
      { egressInfo: { participant: { identity: 'erased-1' } } },
    ],
    [
      'an ingress',
      { ingressInfo: { participantIdentity: 'ann', participantName: 'Ann', participantMetadata: 'm', name: 'in' } },
      { ingressInfo: { participantIdentity: 'erased-1', name: 'in' } },
    ],
    [
      'one in snake case',
      { info: { participant_identity: 'ann', participant_name: 'Ann' } },
      { info: { participant_identity: 'erased-1' } },
    ],
    ['a list', { destinationIdentities: ['bob', 'ann'] }, { destinationIdentities: ['bob', 'erased-1'] }],
  ])('finds them in %s', (_, payload, expected) => {
    expect(erasePerson(payload, ANN)).toEqual(expected);
  });

  it('knows an identity as columns have it, and keeps odd keys', () => {
    const payload = JSON.parse('{"__proto__":{"identity":"a\\u0000b","name":"x"}}') as Record<string, unknown>;
    const after = erasePerson(payload, { identity: 'a\uFFFDb', pseudonym: 'erased-1' });
    expect(JSON.stringify(after)).toBe('{"__proto__":{"identity":"erased-1"}}');
  });
});
