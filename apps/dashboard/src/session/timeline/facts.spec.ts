import { session } from '../../live/testing';
import { egress, EIGHT, instant, minute, participant, track } from '../testing';
import { type Clock, factsOf, rowSentence, sentenceOf } from './facts';
import { type Parts, Timeline, type TimelineRow } from './timeline';

const CLOCK: Clock = { now: minute(60), zone: 'utc', day: EIGHT };

function rowsOf(parts: Partial<Parts>): readonly TimelineRow[] {
  const of = session('RM_a', { startedAt: instant(0) });
  return new Timeline().rows({ session: of, participants: [], tracks: [], egresses: [], ...parts });
}
/** The facts of the span of this id, as a record. */
function facts(id: string, parts: Partial<Parts>): Record<string, string> {
  for (const row of rowsOf(parts)) {
    const span = row.spans.find((each) => each.id === id);
    if (span) {
      const said = factsOf(span, row, CLOCK);
      const named = said.facts.map(({ label, value }): [string, string] => [label, value]);
      return Object.fromEntries<string>([['is', `${said.name ?? ''}, ${said.what}`], ...named]);
    }
  }
  throw new Error(`There is no ${id}`);
}

describe('the details', () => {
  it('of a connection: who, what kind, when and why', () => {
    const left = { name: 'Ann', leftAt: instant(4), disconnectReason: 'CLIENT_INITIATED' };
    expect(facts('PA_1', { participants: [participant('PA_1', 'ann', left)] })).toEqual({
      is: 'Ann, connection',
      Identity: 'ann',
      Kind: 'STANDARD',
      Joined: '08:00:00',
      Left: '08:04:00',
      Duration: '04:00',
      'Leave reason': 'Left',
    });
  });

  it('of what was not observed say so, without a guess', () => {
    const unseen = participant('PA_1', 'ann', { joinedAt: null, kind: null, leftAt: instant(9), leftEstimated: true });
    const mic = track('TR_1', 'PA_1', { publishedAt: instant(3), unpublishedAt: instant(5) });
    expect(facts('PA_1', { participants: [unseen], tracks: [mic] })).toMatchObject({
      Kind: 'not reported',
      Joined: 'not seen; first sign 08:03:00',
      Left: '08:09:00, estimated',
      Duration: 'at least 06:00',
      'Last sign': '08:05:00',
    });
    const nothing = participant('PA_1', 'ann', { joinedAt: null });
    expect(facts('PA_1', { participants: [nothing] })).toMatchObject({ Times: 'none is known' });
  });

  it('of a failed join: when it was aborted, and why', () => {
    const failed = participant('PA_1', 'henry', { state: 'aborted', joinedAt: null, leftAt: instant(3) });
    expect(facts('PA_1', { participants: [failed] })).toMatchObject({
      is: 'henry, join failed',
      'Gave up at': '08:03:00',
      Reason: 'No reason given',
    });
  });

  it('of a track: its codec and size', () => {
    const camera = track('TR_1', 'PA_1', { source: 'CAMERA', mimeType: 'video/VP8', width: 1280, height: 720 });
    expect(facts('TR_1', { participants: [participant('PA_1', 'ann')], tracks: [camera] })).toEqual({
      is: 'ann, camera',
      Codec: 'video/VP8',
      Size: '1280 × 720',
      Published: '08:01:00',
      Ended: 'is published',
      Duration: '59:00',
    });
  });

  it('of an egress whose end was not observed', () => {
    const ended = session('RM_a', { startedAt: instant(0), state: 'ended', endedAt: instant(9) });
    expect(facts('EG_1', { session: ended, egresses: [egress('EG_1')] })).toMatchObject({
      Status: 'no end was seen',
      Ended: '08:09:00, estimated',
    });
  });
});

describe('the description for screen readers', () => {
  const participants = [
    participant('PA_1', 'ann', { name: 'Ann', leftAt: instant(4) }),
    participant('PA_2', 'ann', { name: 'Ann', joinedAt: instant(5) }),
  ];

  it('is one sentence a row', () => {
    const [, ann] = rowsOf({ participants, tracks: [track('TR_1', 'PA_2', { publishedAt: instant(6) })] });
    expect(ann && rowSentence(ann, CLOCK)).toBe(
      'Ann, STANDARD: in 08:00:00 to 08:04:00; in runs since 08:05:00; microphone runs since 08:06:00.',
    );
  });

  it('has no running durations', () => {
    const [, ann] = rowsOf({ participants });
    const [first, second] = ann?.spans ?? [];
    expect(ann && first && sentenceOf(first, ann, CLOCK)).toContain('Duration 04:00');
    expect(ann && second && sentenceOf(second, ann, CLOCK)).toBe(
      'Ann, connection, rejoined. Identity ann. Kind STANDARD. Joined 08:05:00. Left connected.',
    );
  });
});
