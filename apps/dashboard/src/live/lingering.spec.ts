import { jest } from '@jest/globals';
import type { ChangesTopic } from '@livekit-dashboard/contracts';
import type { LiveClient } from './client.token';
import { LINGER_MS, Lingering } from './lingering';

describe('a list that the user left', () => {
  const open: { topic: ChangesTopic; live: boolean }[] = [];
  const subscribe = ((topic: ChangesTopic) => {
    const one = { topic, live: true };
    open.push(one);
    const close = () => void open.splice(open.indexOf(one), 1);
    return {
      topic,
      position: null,
      close,
      get live() {
        return one.live;
      },
    };
  }) as unknown as LiveClient['subscribe'];
  let lingering: Lingering;

  beforeEach(() => {
    jest.useFakeTimers();
    open.length = 0;
    lingering = new Lingering({ subscribe });
    lingering.leave('sessions');
  });
  afterEach(() => jest.useRealTimers());

  it('stays subscribed for a while, and then no more', () => {
    jest.advanceTimersByTime(LINGER_MS - 1);
    expect(open.map(({ topic }) => topic)).toEqual(['sessions']);
    jest.advanceTimersByTime(1);
    expect(open).toEqual([]);
  });

  it('is released when another page subscribes, or when it is left again', () => {
    lingering.leave('sessions');
    expect(open).toHaveLength(1);
    lingering.prepare('sessions');
    expect(open).toHaveLength(1);
    lingering.end('sessions');
    expect(open).toEqual([]);
    jest.advanceTimersByTime(LINGER_MS);
  });

  it('is released before a new subscription, if it failed meanwhile', () => {
    open[0]!.live = false;
    lingering.prepare('sessions');
    expect(open).toEqual([]);
  });
});
