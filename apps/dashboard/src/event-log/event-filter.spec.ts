import { storedEvent } from '../live/testing';
import { type EventFilter, has, matches, namesOf, toggled } from './event-filter';

describe('the filter of events', () => {
  const joined = { ...storedEvent(1), event: 'participant_joined', roomName: 'Standup', identity: 'ann', source: 'eu' };
  const egress = { ...storedEvent(2), event: 'egress_ended', payload: { egressInfo: { egressId: 'EG_1' } } };

  it.each<[EventFilter, boolean]>([
    [{}, true],
    [{ event: 'participant_joined,participant_left' }, true],
    [{ event: 'participant_left' }, false],
    [{ room: 'Standup', identity: 'ann', source: 'eu' }, true],
    [{ room: 'standup' }, false],
    [{ text: 'STAND' }, true],
    [{ text: 'nobody' }, false],
    [{ session: 'RM_none' }, false],
  ])('%j admits an event that arrives: %s', (filter, expected) => {
    expect(matches(joined, filter)).toBe(expected);
  });

  it('matches egress ids whole, as the server does', () => {
    expect([matches(egress, { text: 'EG_1' }), matches(egress, { text: 'EG_11' })]).toEqual([true, false]);
  });

  it('combines several names of events, and one value of other fields', () => {
    expect(toggled({}, 'event', 'a')).toBe('a');
    expect(toggled({ event: 'a' }, 'event', 'b')).toBe('a,b');
    expect(toggled({ event: 'a,b' }, 'event', 'a')).toBe('b');
    expect(toggled({ event: 'a' }, 'event', 'a')).toBeNull();
    expect([toggled({ room: 'x' }, 'room', 'y'), toggled({ room: 'x' }, 'room', 'x')]).toEqual(['y', null]);
    expect(namesOf({ event: 'a,,b' })).toEqual(['a', 'b']);
    expect([has({ event: 'a,b' }, 'event', 'b'), has({ room: 'x' }, 'room', 'y')]).toEqual([true, false]);
  });
});
