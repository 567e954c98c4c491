import { detailOf } from './detail';
import { parseWebhook } from './parse-webhook';
import { captured, capturedBodies } from './testing/captures';

const stored = (body: string) => {
  const parsed = parseWebhook(Buffer.from(body), 0);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.payload;
};
const detailsOf = (capture: string, event: string) =>
  capturedBodies(capture)
    .map(stored)
    .filter((payload) => payload['event'] === event)
    .map(detailOf);

describe('the detail of an event', () => {
  it('of a capture is why a participant left, and what was published', () => {
    expect(detailsOf('aborted-join', 'participant_connection_aborted')).toEqual(['SIGNAL_CLOSE']);
    expect(detailsOf('duplicate-identity', 'participant_left')).toContain('DUPLICATE_IDENTITY');
    expect(new Set(detailsOf('meeting', 'track_published'))).toEqual(new Set(['CAMERA', 'MICROPHONE', 'SCREEN_SHARE']));
    expect(detailsOf('meeting', 'room_started')).toEqual([null]);
  });

  it('of a join is the kind, unless it is an ordinary participant', () => {
    expect(new Set(detailsOf('kinds', 'participant_joined'))).toContain('EGRESS');
    expect(detailsOf('meeting', 'participant_joined').every((detail) => detail === null)).toBe(true);
  });

  it.each([
    [{ event: 'egress_updated', egressInfo: { status: 'EGRESS_ACTIVE' } }, 'EGRESS_ACTIVE'],
    [{ event: 'egress_started', egressInfo: {} }, 'EGRESS_STARTING'],
    [{ event: 'egress_ended', egressInfo: { status: 4, error: 'pipeline frozen' } }, 'EGRESS_FAILED: pipeline frozen'],
    [{ event: 'ingress_ended', ingressInfo: { state: { status: 'ENDPOINT_COMPLETE' } } }, 'ENDPOINT_COMPLETE'],
    [{ event: 'participant_left', participant: {} }, 'UNKNOWN_REASON'],
    [{ event: 'track_published', track: { type: 'DATA' } }, 'DATA'],
    [{ event: 'egress_ended', egressInfo: 'nonsense' }, null],
    [{ event: 'room_exploded', participant: { disconnectReason: 'X' } }, null],
    [{}, null],
  ])('of %j is %s', (payload, detail) => {
    expect(detailOf(payload)).toBe(detail);
  });

  it('is cut when it is long, and there is one or none for every captured event', () => {
    const error = 'x'.repeat(5000);
    expect(detailOf({ event: 'egress_ended', egressInfo: { error } })).toHaveLength(201);
    for (const { body } of captured) expect(detailOf(stored(body))).not.toBe('');
  });
});
