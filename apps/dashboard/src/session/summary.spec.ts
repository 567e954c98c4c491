import { session } from '../live/testing';
import { summaryOf } from './summary';
import { egress, instant, minute, participant } from './testing';

const context = { zone: 'UTC', nowMs: minute(30), address: 'https://dashboard.example/sessions/RM_a' } as const;

describe('the summary of a session', () => {
  const ended = session('RM_a', {
    name: 'support-7',
    state: 'ended',
    startedAt: instant(0),
    endedAt: instant(12),
    endReason: 'finished',
    firstJoinedAt: instant(1),
    lastLeftAt: instant(10),
  });
  const kavya = participant('PA_1', 'kavya', {
    ...{ name: 'Kavya Raghunathan', joinedAt: instant(1), leftAt: instant(5) },
    disconnectReason: 'CONNECTION_TIMEOUT',
  });

  it('states who, when, how long, why and where, in words and with ids', () => {
    const participants = [
      kavya,
      participant('PA_2', 'agent-AJ_1', {
        ...{ kind: 'AGENT', attributes: { 'lk.agent.name': 'scheduler' }, leftAt: instant(10) },
        disconnectReason: 'ROOM_CLOSED',
      }),
      participant('PA_3', 'henry', {
        ...{ state: 'aborted', joinedAt: null, leftAt: instant(3), disconnectReason: 'SIGNAL_CLOSE' },
      }),
    ];
    const failed = egress('EG_1', { status: 'EGRESS_FAILED', endedAt: instant(2), error: 'Start signal not received' });
    expect(summaryOf({ session: ended, participants, egresses: [failed] }, context)).toBe(
      [
        'Room: support-7',
        'Session: RM_a',
        'Room open: 23 Nov 08:00:00 to 08:12:00 (12:00), times in UTC',
        'End: Room closed',
        'Call: 23 Nov 08:01:00 to 08:10:00 (09:00)',
        'People: 1. Agents: 1. Failed joins: 1.',
        '',
        'People:',
        '- Kavya Raghunathan (kavya, PA_1): joined 08:01:00, left 08:05:00 (04:00): dropped, Connection timed out [CONNECTION_TIMEOUT]',
        '',
        'Agents:',
        '- scheduler (agent-AJ_1, PA_2): joined 08:00:00, left 08:10:00 (10:00): Room closed [ROOM_CLOSED]',
        '',
        'Failed joins:',
        '- henry (PA_3): gave up 08:03:00: Signal connection closed [SIGNAL_CLOSE]',
        '',
        'Recordings and streams:',
        '- room_composite (EG_1): 08:02:00, FAILED: Start signal not received',
        '',
        'Details: https://dashboard.example/sessions/RM_a',
      ].join('\n'),
    );
  });

  it('states what is unknown, and what still runs', () => {
    const running = session('RM_a', { startedAt: instant(0), source: 'west' });
    const unseen = participant('PA_1', null, { joinedAt: null });
    const text = summaryOf({ session: running, participants: [unseen], egresses: [] }, context);
    expect(text).toContain('Session: RM_a (server west)');
    expect(text).toContain('23 Nov 08:00:00 to now (30:00)');
    expect(text).toContain('- unknown (PA_1): join not seen, still connected');
  });

  it('keeps each name on one line, and counts what is too much to list', () => {
    const many = Array.from({ length: 60 }, (_, i) =>
      participant(`PA_${i}`, `p${i}`, { name: 'a\nEnd: hacked\u202E' }),
    );
    const lines = summaryOf({ session: ended, participants: many, egresses: [] }, context).split('\n');
    expect(lines.filter((line) => line.startsWith('End:'))).toEqual(['End: Room closed']);
    expect(lines).toContain('- and 10 more');
  });

  it('contains the phone number of a caller', () => {
    const sip = {
      ...{ callId: 'SCL_1', direction: 'inbound', phoneNumber: '+15550100', trunkPhoneNumber: null },
      ...{ trunkId: null, status: 'active' },
    };
    const caller = participant('PA_1', 'sip_1', { kind: 'SIP', name: 'Caller', sip });
    expect(summaryOf({ session: ended, participants: [caller], egresses: [] }, context)).toContain(
      '- Caller (sip_1, inbound +15550100, PA_1): joined',
    );
  });
});
