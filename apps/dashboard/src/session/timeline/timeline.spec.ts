import { session } from '../../live/testing';
import { egress, instant, minute, participant, track } from '../testing';
import { type Parts, type Span, Timeline, type TimelineRow } from './timeline';

const parts = (more: Partial<Parts>): Parts => ({
  session: session('RM_a', { startedAt: instant(0) }),
  participants: [],
  tracks: [],
  egresses: [],
  ...more,
});
const rows = (more: Partial<Parts>): readonly TimelineRow[] => new Timeline().rows(parts(more));
/** The rows without that of the room. */
const members = (more: Partial<Parts>) => rows(more).slice(1);
const brief = ({ id, from, to, lane, subject }: Span) => [subject.kind, id, from, to, lane];

describe('a row', () => {
  it('is one identity: a rejoin continues it', () => {
    const [row, ...others] = members({
      participants: [
        participant('PA_1', 'ann', { name: 'Ann', leftAt: instant(4) }),
        participant('PA_2', 'ann', { joinedAt: instant(5) }),
      ],
    });
    expect(others).toEqual([]);
    expect(row).toMatchObject({ name: 'Ann', identity: 'ann', inside: true, lines: 1 });
    expect(row?.spans.map(brief)).toEqual([
      ['connection', 'PA_1', minute(0), minute(4), 0],
      ['connection', 'PA_2', minute(5), null, 0],
    ]);
    expect(row?.spans.map(({ subject }) => subject.kind === 'connection' && subject.again)).toEqual([false, true]);
  });

  it('stays one line if the new join is shortly before the old leave', () => {
    const old = participant('PA_1', 'ann', { leftAt: instant(4.2) });
    const [row] = members({ participants: [old, participant('PA_2', 'ann', { joinedAt: instant(4) })] });
    expect(row).toMatchObject({ lines: 1 });
  });

  it('has two lines if two connections of one identity overlap for long', () => {
    const old = participant('PA_1', 'ann', { leftAt: instant(9) });
    const [row] = members({ participants: [old, participant('PA_2', 'ann', { joinedAt: instant(4) })] });
    expect(row).toMatchObject({ lines: 2 });
    expect(row?.spans.map(({ lane }) => lane)).toEqual([0, 1]);
  });

  it('exists for a single failed join, without a length', () => {
    const failed = participant('PA_1', 'henry', {
      state: 'aborted',
      joinedAt: null,
      leftAt: instant(3),
      disconnectReason: 'SIGNAL_CLOSE',
    });
    const [row] = members({ participants: [failed] });
    expect(row).toMatchObject({ inside: false });
    expect(row?.spans.map(brief)).toEqual([['aborted', 'PA_1', minute(3), minute(3), 0]]);
  });

  it('without an identity is one connection', () => {
    expect(members({ participants: [participant('PA_1', null), participant('PA_2', null)] })).toHaveLength(2);
  });

  it('has a label', () => {
    const of = (kind: string | null) => members({ participants: [participant('PA_1', 'x', { kind })] })[0]?.who;
    expect(['STANDARD', 'SIP', 'ROBOT', 'AGENT', 'EGRESS', null].map(of)).toEqual([
      ...['person', 'person', 'person', 'agent', 'machine', 'unknown'],
    ]);
  });

  it('labels an agent by its dispatch name', () => {
    const agent = participant('PA_1', 'agent-AJ_1', { kind: 'AGENT', attributes: { 'lk.agent.name': 'frontdesk' } });
    expect(members({ participants: [agent] })[0]).toMatchObject({ name: 'frontdesk', identity: 'agent-AJ_1' });
  });

  it('is sorted by its first sign, those without any last, equal ones by identity', () => {
    const order = members({
      participants: [
        participant('PA_4', 'dora', { joinedAt: null }),
        participant('PA_3', 'carl', { joinedAt: instant(1) }),
        participant('PA_2', 'bob', { state: 'aborted', joinedAt: null, leftAt: instant(0.5) }),
        participant('PA_1', 'ann', { joinedAt: instant(1) }),
      ],
    }).map(({ identity }) => identity);
    expect(order).toEqual(['bob', 'ann', 'carl', 'dora']);
  });

  it('is the same object while its parts are the same', () => {
    const timeline = new Timeline();
    const [ann, bob] = [participant('PA_1', 'ann'), participant('PA_2', 'bob')];
    const all = parts({ participants: [ann, bob] });
    const before = timeline.rows(all);
    const after = timeline.rows({ ...all, participants: [ann, { ...bob, leftAt: instant(2), state: 'left' }] });
    expect(after.map((row, index) => row === before[index])).toEqual([true, true, false]);
  });
});

describe('what was not observed', () => {
  it('is not a join time: the bar begins at the first sign, and says so', () => {
    const [row] = members({
      participants: [participant('PA_1', 'ann', { joinedAt: null })],
      tracks: [track('TR_1', 'PA_1', { publishedAt: instant(6) })],
    });
    expect(row?.spans[0]).toMatchObject({ id: 'PA_1', from: minute(6), to: null, startSeen: false });
  });

  it('has no position without any sign', () => {
    const [row] = members({ participants: [participant('PA_1', 'ann', { joinedAt: null })] });
    expect(row?.spans[0]).toMatchObject({ from: null, startSeen: false });
  });

  it('is an estimated end, with the last sign of life', () => {
    const [row] = members({
      participants: [participant('PA_1', 'ann', { leftAt: instant(30), leftEstimated: true })],
      tracks: [
        track('TR_1', 'PA_1', { publishedAt: instant(2), unpublishedAt: instant(7) }),
        track('TR_2', 'PA_1', { publishedAt: instant(3), unpublishedAt: instant(30), endEstimated: true }),
      ],
    });
    expect(row?.spans.find(({ id }) => id === 'PA_1')).toMatchObject({ estimated: true, heardTo: minute(7) });
    expect(row?.spans.find(({ id }) => id === 'TR_2')).toMatchObject({ estimated: true, heardTo: minute(3) });
  });

  it('is the publisher of a track, which has its own row', () => {
    expect(members({ tracks: [track('TR_1', 'PA_lost')] })).toMatchObject([
      { name: null, identity: null, who: 'unknown', lanes: 1 },
    ]);
  });
});

describe('tracks', () => {
  const lanesOf = (...tracks: ReturnType<typeof track>[]) => {
    const [row] = members({ participants: [participant('PA_1', 'ann')], tracks });
    const spans = row?.spans.filter(({ subject }) => subject.kind === 'track') ?? [];
    return { lanes: row?.lanes, of: Object.fromEntries(spans.map(({ id, lane }) => [id, lane])) };
  };

  it('are sorted by source, whatever their order of arrival', () => {
    const laid = lanesOf(
      track('TR_data', 'PA_1', { source: 'UNKNOWN', type: 'DATA' }),
      track('TR_screen', 'PA_1', { source: 'SCREEN_SHARE' }),
      track('TR_mic', 'PA_1', { publishedAt: instant(3) }),
    );
    expect(laid).toEqual({ lanes: 3, of: { TR_mic: 0, TR_screen: 1, TR_data: 2 } });
  });

  it('of one source share a lane if they follow each other, and have two if they overlap', () => {
    const first = track('TR_1', 'PA_1', { publishedAt: instant(1), unpublishedAt: instant(2) });
    expect(lanesOf(first, track('TR_2', 'PA_1', { publishedAt: instant(2) })).lanes).toBe(1);
    expect(lanesOf(first, track('TR_2', 'PA_1', { publishedAt: instant(1.5) })).lanes).toBe(2);
  });

  it('take at most six lanes', () => {
    const laid = lanesOf(...Array.from({ length: 9 }, (_, n) => track(`TR_${n}`, 'PA_1')));
    expect([laid.lanes, laid.of['TR_8']]).toEqual([6, 5]);
  });
});

describe('the row of the room', () => {
  const room = (more: Partial<Parts>) => rows(more)[0];

  it('is open until it closes, with its recordings below', () => {
    expect(room({ egresses: [egress('EG_1')] })?.spans.map(brief)).toEqual([
      ['room', 'RM_a', minute(0), null, 0],
      ['egress', 'EG_1', minute(2), null, 0],
    ]);
  });

  it('ends a recording without an observed end with the session, as an estimate', () => {
    const ended = session('RM_a', { startedAt: instant(0), state: 'ended', endedAt: instant(9) });
    expect(room({ session: ended, egresses: [egress('EG_1')] })?.spans[1]).toMatchObject({
      to: minute(9),
      estimated: true,
      heardTo: minute(2),
    });
  });

  it('begins at the first join if its start was not observed', () => {
    const tail = session('RM_a', { startedAt: null, firstJoinedAt: instant(4) });
    expect(room({ session: tail })?.spans[0]).toMatchObject({ from: minute(4), startSeen: false });
  });
});
