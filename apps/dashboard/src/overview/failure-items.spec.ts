import { failures } from '../live/testing';
import { failureItems } from './failure-items';

describe('the failures of the overview', () => {
  it('are quiet if nothing failed', () => {
    expect(failureItems(failures()).map(({ count, tone, note }) => [count, tone, note])).toEqual(
      Array.from({ length: 5 }, () => [0, 'quiet', null]),
    );
  });

  it('keep their place before data arrives', () => {
    expect(failureItems(null).map(({ count, tone, label }) => [count, tone, label])).toEqual([
      [null, 'quiet', 'failed joins'],
      [null, 'quiet', 'drops'],
      [null, 'quiet', 'failed recordings'],
      [null, 'quiet', 'without an agent'],
      [null, 'quiet', 'rejected webhooks'],
    ]);
  });

  it('show counts, and the number of sessions if it differs', () => {
    const items = failureItems(
      failures({ joins: { count: 15, sessions: 12 }, drops: { count: 1, sessions: 1 }, unattended: 3 }),
    );
    expect(items.map(({ count, label, note }) => [count, label, note])).toEqual([
      [15, 'failed joins', 'in 12 sessions'],
      [1, 'drop', null],
      [0, 'failed recordings', null],
      [3, 'without an agent', null],
      [0, 'rejected webhooks', null],
    ]);
    expect(items.map(({ tone }) => tone)).toEqual(['bad', 'bad', 'quiet', 'doubt', 'quiet']);
  });

  it('show that more webhooks were rejected than listed', () => {
    const items = failureItems(failures({ rejections: 12, rejectionsMore: true }));
    expect(items.at(-1)).toMatchObject({ count: 12, more: true, tone: 'bad', path: '/events' });
  });

  it('link to the list of exactly that hour, with active sessions', () => {
    const [joins, drops, recordings] = failureItems(failures());
    const hour = { view: 'history', live: 1, from: '2026-11-23T08:01Z', to: '2026-11-23T09:01Z' };
    expect(joins).toMatchObject({ path: '/sessions', query: { ...hour, failed: 1 } });
    expect(drops).toMatchObject({ path: '/sessions', query: { ...hour, dropped: 1 } });
    const { from, to } = hour;
    expect(recordings).toMatchObject({ path: '/egress', query: { state: 'failed', from, to } });
  });
});
