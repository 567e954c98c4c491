import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { LIVE_CLIENT } from '../live/client.token';
import { digest, FakeClient, health, stats } from '../live/testing';
import { STALE_MS } from './link-look';
import { LinkPill } from './link-pill';

describe('LinkPill', () => {
  let client: FakeClient;

  beforeEach(() => {
    jest.useFakeTimers({ now: Date.parse('2026-11-23T09:00:00.000Z') });
    client = new FakeClient();
    TestBed.configureTestingModule({ providers: [{ provide: LIVE_CLIENT, useValue: client }] });
    localStorage.setItem('zone', 'utc');
  });

  afterEach(() => {
    jest.restoreAllMocks();
    TestBed.resetTestingModule();
    localStorage.clear();
    jest.useRealTimers();
  });

  function shown(): string {
    const fixture = TestBed.createComponent(LinkPill);
    TestBed.tick();
    return (fixture.nativeElement as HTMLElement).textContent.replace(/\s+/g, ' ').trim();
  }

  it('shows Live only while the connection is live', () => {
    client.link('live');
    expect(shown()).toBe('Live');
  });

  it('shows Connected, not Live, while LiveKit has never sent anything', () => {
    client.link('live');
    shown();
    client.changes('overview', [digest('stats', stats()), digest('health', health({ rejectedToday: 3 }))]);
    expect(shown()).toBe('Connected');
    client.changes('overview', [digest('health', health({ lastWebhookAt: '2026-11-23T09:00:00.000Z' }))]);
    expect(shown()).toBe('Live');
  });

  it("shows since when it reconnects, by the server's clock although the local one is an hour off", () => {
    client.now = Date.now() + 3_600_000;
    client.link('reconnecting');
    expect(shown()).toBe('Reconnecting since 10:00:00');
  });

  it('shows that the page is stale after a while', () => {
    client.link('reconnecting', Date.now() - STALE_MS);
    expect(shown()).toContain('Stale since');
  });

  it('shows that without another event, also in a hidden tab', () => {
    jest.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    client.link('reconnecting');
    expect(shown()).toContain('Reconnecting');
    jest.advanceTimersByTime(STALE_MS);
    expect(shown()).toContain('Stale');
  });
});
