import { activityItem } from '../live/testing';
import { moodOf, newer } from './feed';

describe('moodOf', () => {
  it.each([
    [{ event: 'participant_joined' }, 'live'],
    [{ event: 'room_started' }, 'live'],
    [{ event: 'participant_left', detail: 'CLIENT_INITIATED' }, 'plain'],
    [{ event: 'participant_connection_aborted', detail: 'SIGNAL_CLOSE' }, 'bad'],
    [{ event: 'egress_ended', detail: 'EGRESS_FAILED' }, 'bad'],
    [{ event: 'egress_ended', detail: 'EGRESS_COMPLETE' }, 'plain'],
    [{ event: 'session_gone', synthetic: true }, 'doubt'],
    [{ event: 'never_seen_before' }, 'plain'],
  ] as const)('%p is %s', (item, mood) => expect(moodOf(activityItem(1, item))).toBe(mood));
});

describe('newer', () => {
  const items = (...offsets: readonly number[]) => offsets.map((offset) => activityItem(offset));

  it('counts what was added since', () => {
    expect(newer(items(5, 4), items(7, 6, 5))).toEqual({ count: 2, more: false });
    expect(newer(items(5, 4), items(5, 4))).toEqual({ count: 0, more: false });
  });

  it('knows that there may be more than the server sends', () => {
    expect(newer(items(5, 4), items(99, 98))).toEqual({ count: 2, more: true });
  });
});
