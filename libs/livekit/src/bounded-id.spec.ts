import { boundedId, MAX_ID_BYTES } from './bounded-id';
import { parseWebhook } from './parse-webhook';

const LONG = 'x'.repeat(1_000_000);

describe('an id', () => {
  it.each(['', 'RM_kqZ3yCUEMPXc', 'ü'.repeat(256), 'x'.repeat(512)])(
    'of at most 512 bytes stays as it is: %s',
    (id) => {
      expect(boundedId(id)).toBe(id);
    },
  );

  it.each([LONG, 'ü'.repeat(257), '\u{1f600}'.repeat(5000), `a${'\u{1f600}'.repeat(5000)}`])(
    'that is longer is bounded',
    (id) => {
      const bounded = boundedId(id);
      expect(Buffer.byteLength(bounded)).toBeLessThanOrEqual(MAX_ID_BYTES);
      expect(bounded.isWellFormed()).toBe(true);
      expect(bounded).not.toBe(boundedId(`${id}x`));
      expect(boundedId(bounded)).toBe(bounded);
    },
  );

  it('is bounded wherever an event names it, and whole in the payload', () => {
    const body = {
      event: 'egress_started',
      id: `EV_${LONG}`,
      room: { sid: `RM_${LONG}` },
      participant: { sid: `PA_${LONG}`, identity: LONG },
      track: { sid: `TR_${LONG}` },
      egressInfo: { egressId: `EG_${LONG}`, roomId: `RM_${LONG}`, status: 'EGRESS_ACTIVE' },
      ingressInfo: { ingressId: `IN_${LONG}`, state: { resourceId: `IR_${LONG}`, roomId: `RM_${LONG}` } },
    };
    const parsed = parseWebhook(Buffer.from(JSON.stringify(body)), 0);
    if (!parsed.ok) throw new Error(parsed.error);
    const { event, payload } = parsed;
    const { room, participant, track, egress, ingress } = event;
    const ids = [event.id, room?.sid, participant?.sid, track?.sid, egress?.id, egress?.roomSid, ingress?.id];
    for (const id of ids) expect(id).toMatch(/^\w\w_x{61}~.{43}$/);
    expect([egress?.roomSid, ingress?.resourceId]).toEqual([room?.sid, expect.stringMatching(/^IR_x+~/)]);
    expect(participant?.identity).toBe(LONG);
    expect(payload).toEqual(body);
  });
});
