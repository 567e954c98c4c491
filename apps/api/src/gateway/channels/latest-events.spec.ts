import { FakeStream } from '../../testing/fake-stream';
import { LatestEvents } from './latest-events';

describe('the latest events', () => {
  const offsets = (latest: LatestEvents) => latest.items()?.map(({ offset }) => offset);

  it('continue from the rows of the store, newest first', () => {
    const [stream, latest] = [new FakeStream(), new LatestEvents()];
    latest.take(stream.commit('RM_a', 2));
    expect(latest.items()).toBeNull();
    latest.learn(1, []);
    expect(offsets(latest)).toEqual([2]);
    latest.take(stream.commit('RM_a', 1));
    latest.take(stream.commit('RM_a', 2));
    expect(offsets(latest)).toEqual([5, 4, 3, 2]);
    expect(offsets(latest)).toEqual([5, 4, 3, 2]);
  });

  it('are at most thirty, and batches without any of them are not parsed', () => {
    const [stream, latest] = [new FakeStream(), new LatestEvents()];
    latest.learn(0, []);
    const unread = stream.commit('RM_a', 100);
    Object.defineProperty(unread, 'events', {
      get: () => {
        throw new Error('parsed for nothing');
      },
    });
    latest.take(unread);
    for (let i = 0; i < 40; i++) latest.take(stream.commit('RM_a', 1));
    expect(offsets(latest)).toEqual(Array.from({ length: 30 }, (_, i) => 140 - i));
  });

  it('are dropped and read from the store again after an erasure', () => {
    const [stream, latest] = [new FakeStream(), new LatestEvents()];
    latest.learn(0, []);
    latest.take(stream.commit('RM_a', 3));
    expect(offsets(latest)).toEqual([3, 2, 1]);
    const { events, ...erased } = stream.commit('RM_a', 1);
    latest.take({ ...erased, events: events!.map((event) => ({ ...event, event: 'person_erased' })) });
    expect(latest.items()).toBeNull();
    latest.learn(4, []);
    expect(offsets(latest)).toEqual([]);
  });

  it('are read from the store if a batch came without them', () => {
    const [stream, latest] = [new FakeStream(), new LatestEvents()];
    latest.learn(0, []);
    latest.take({ ...stream.commit('RM_a', 3), events: null });
    latest.take(stream.commit('RM_a', 1));
    expect(latest.items()).toBeNull();
    latest.learn(3, []);
    expect(offsets(latest)).toEqual([4]);
  });
});
