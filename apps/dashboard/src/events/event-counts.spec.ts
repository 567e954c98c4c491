import { storedEvent } from '../live/testing';
import { BUCKETS, type EventCounts, withArrived } from './event-counts';

const at = (second: number): string => new Date(Date.parse('2026-11-23T09:00:00.000Z') + second * 1000).toISOString();
const event = (second: number, name: string) => ({ ...storedEvent(1), event: name, receivedAt: at(second) });
const counts = (more = false): EventCounts => ({
  facets: { event: { values: [{ value: 'a', count: 2 }], more, countedFrom: null } },
  buckets: { from: at(0), to: at(20), stepMs: 10_000, counts: [1, 1], countedFrom: null },
});

describe('withArrived', () => {
  it('counts new events by value and over time', () => {
    expect(withArrived(counts(), [event(15, 'a'), event(35, 'b'), event(36, 'a')])).toEqual({
      facets: {
        event: {
          values: [
            { value: 'a', count: 4 },
            { value: 'b', count: 1 },
          ],
          more: false,
          countedFrom: null,
        },
      },
      buckets: { from: at(0), to: at(40), stepMs: 10_000, counts: [1, 2, 0, 2], countedFrom: null },
    });
  });

  it('adds no value to a facet with more values than it lists', () => {
    expect(withArrived(counts(true), [event(1, 'b')])?.facets.event?.values).toEqual([{ value: 'a', count: 2 }]);
  });

  it('stops when the histogram would have too many bars', () => {
    expect(withArrived(counts(), [event(BUCKETS * 2 * 10, 'a')])).toBeNull();
  });
});
