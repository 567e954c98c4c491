import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { LIVE_CLIENT } from '../live/client.token';
import { FakeClient } from '../live/testing';
import { PATIENCE_MS, Unreachable } from './unreachable';

describe('Unreachable', () => {
  let client: FakeClient;
  let asked: number;
  let element: HTMLElement;

  beforeEach(() => {
    jest.useFakeTimers({ now: Date.parse('2026-11-23T09:00:00.000Z') });
    asked = 0;
    client = new FakeClient();
    client.link('connecting');
    TestBed.configureTestingModule({ providers: [{ provide: LIVE_CLIENT, useValue: client }] });
    element = TestBed.createComponent(Unreachable).nativeElement as HTMLElement;
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    jest.useRealTimers();
  });

  const after = async (ms: number, answer: () => Promise<unknown>): Promise<string> => {
    globalThis.fetch = (() => ((asked += 1), answer())) as unknown as typeof fetch;
    await jest.advanceTimersByTimeAsync(ms);
    TestBed.tick();
    await jest.advanceTimersByTimeAsync(0);
    TestBed.tick();
    return element.textContent.replace(/\s+/g, ' ').trim();
  };
  const away = (): Promise<unknown> => Promise.reject(new TypeError('Failed to fetch'));
  const there = (): Promise<unknown> => Promise.resolve({ ok: true });

  it('waits first', async () => {
    expect(await after(PATIENCE_MS - 1500, away)).toBe('');
    expect(asked).toBe(0);
  });

  it('reports that the server is unreachable, and what to check, after one request', async () => {
    expect(await after(PATIENCE_MS + 1000, away)).toMatch(
      /^Cannot reach the server at http:\/\/localhost ?The page connects by itself/,
    );
    await after(60_000, away);
    expect(asked).toBe(1);
  });

  it('reports a blocked WebSocket if the server answers', async () => {
    const said = await after(PATIENCE_MS + 1000, there);
    expect(said).toMatch(/^No live connection to http:\/\/localhost ?The server answers HTTP requests/);
    expect(said).toContain('A reverse proxy must pass /socket.io');
  });

  it('disappears when the connection is live', async () => {
    await after(PATIENCE_MS + 1000, away);
    client.link('live');
    expect(await after(0, away)).toBe('');
  });
});
