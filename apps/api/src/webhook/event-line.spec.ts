import { LIVEKIT_EVENTS, type DomainEvent } from '@livekit-dashboard/domain';
import { eventLine } from './event-line';

const event = (name: string, more: Partial<DomainEvent> = {}): DomainEvent => ({
  id: 'EV_1',
  event: name,
  createdAtMs: 1000,
  receivedAtMs: 1500,
  room: { sid: 'RM_1', name: 'test-room', full: false, creationTimeMs: null, metadata: null },
  participant: { sid: 'PA_1', identity: 'alice', profile: null },
  track: null,
  egress: null,
  ingress: null,
  ...more,
});

describe('the log line of an event', () => {
  it('is the one in the guide', () => {
    expect(eventLine(event('room_started'))).toBe('Room started: test-room (sid: RM_1)');
  });

  it.each(LIVEKIT_EVENTS)('%s has one, also if all its fields are missing', (name) => {
    const bare = eventLine(event(name, { room: null, participant: null }));
    expect(bare).not.toContain('Unknown event');
    expect(bare).toContain('?');
  });

  it('of an unknown event says that it is unknown', () => {
    expect(eventLine(event('room_exploded\n'))).toBe('Unknown event, stored unchanged: room_exploded\\u{a} (id: EV_1)');
  });

  it('of our own test says that it was received', () => {
    expect(eventLine(event('dashboard_test'))).toBe('Test webhook received (id: EV_1)');
  });

  it('cannot be forged by a name', () => {
    const room = {
      sid: 'RM_1',
      name: 'a\n[Webhook] Room started: b',
      full: false,
      creationTimeMs: null,
      metadata: null,
    };
    expect(eventLine(event('room_started', { room }))).not.toContain('\n');
  });
});
