import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { LIVE_CLIENT } from './client.token';
import { FakeClient } from './testing';
import { Ticker } from './ticker';

describe('Ticker', () => {
  let client: FakeClient;
  let visibility: DocumentVisibilityState;

  beforeEach(() => {
    jest.useFakeTimers();
    visibility = 'visible';
    jest.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
    client = new FakeClient();
    TestBed.configureTestingModule({ providers: [{ provide: LIVE_CLIENT, useValue: client }] });
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  const pass = (seconds: number) => {
    client.now += seconds * 1000;
    jest.advanceTimersByTime(seconds * 1000);
  };
  const show = (state: DocumentVisibilityState) => {
    visibility = state;
    document.dispatchEvent(new Event('visibilitychange'));
  };

  it("shows the server's clock once a second", () => {
    client.link('live');
    const ticker = TestBed.inject(Ticker);
    pass(3);
    expect(ticker.now()).toBe(client.now);
  });

  it('stops while the connection is not live, and is correct at once when it is again', () => {
    client.link('live');
    const ticker = TestBed.inject(Ticker);
    pass(1);
    const before = ticker.now();
    client.link('reconnecting');
    pass(30);
    expect(ticker.now()).toBe(before);
    client.link('live');
    TestBed.tick();
    expect(ticker.now()).toBe(client.now);
  });

  it('stops while the page is hidden, and updates when it is shown', () => {
    client.link('live');
    const ticker = TestBed.inject(Ticker);
    show('hidden');
    const before = ticker.beat();
    pass(60);
    expect(ticker.beat()).toBe(before);
    show('visible');
    expect(ticker.now()).toBe(client.now);
  });
});
