import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { LIVE_CLIENT } from '../live/client.token';
import { FakeClient } from '../live/testing';
import { LinkPill, STALE_MS } from './link-pill';

describe('LinkPill', () => {
  let client: FakeClient;

  beforeEach(() => {
    jest.useFakeTimers({ now: Date.parse('2026-11-23T09:00:00.000Z') });
    client = new FakeClient();
    TestBed.configureTestingModule({ providers: [{ provide: LIVE_CLIENT, useValue: client }] });
    localStorage.setItem('zone', 'utc');
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    localStorage.clear();
    jest.useRealTimers();
  });

  function shown(): string {
    const fixture = TestBed.createComponent(LinkPill);
    TestBed.tick();
    return (fixture.nativeElement as HTMLElement).textContent.replace(/\s+/g, ' ').trim();
  }

  it('says Live only while it is', () => {
    client.link('live');
    expect(shown()).toBe('Live');
  });

  it('says since when it reconnects, by the server clock though this one is an hour off', () => {
    client.now = Date.now() + 3_600_000;
    client.link('reconnecting');
    expect(shown()).toBe('Reconnecting since 10:00:00');
  });

  it('calls the page stale when that takes long', () => {
    client.link('reconnecting', Date.now() - STALE_MS);
    expect(shown()).toContain('Stale since');
  });
});
