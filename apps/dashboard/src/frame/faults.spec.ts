import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { LIVE_CLIENT } from '../live/client.token';
import { FakeClient } from '../live/testing';
import { Faults, PAGE_LOCATION } from './faults';

const NOT_LOADED = new TypeError('Failed to fetch dynamically imported module: http://host/chunk-ABC.js');

describe('Faults', () => {
  const went: string[] = [];
  let client: FakeClient;
  let faults: Faults;

  beforeEach(() => {
    jest.useFakeTimers({ now: 1_000_000 });
    sessionStorage.clear();
    went.length = 0;
    client = new FakeClient();
    const location = { reload: () => went.push('here'), assign: (url: string) => went.push(url) };
    TestBed.configureTestingModule({
      providers: [
        { provide: LIVE_CLIENT, useValue: client },
        { provide: PAGE_LOCATION, useValue: location },
      ],
    });
    faults = TestBed.inject(Faults);
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    jest.useRealTimers();
  });

  it("reloads once when a page's code is gone though the server is there: a new version is", () => {
    client.link('live');
    faults.tell(NOT_LOADED, '/events');
    expect(went).toEqual(['/events']);
    expect(faults.fault()).toBeNull();
  });

  it('does not reload again when that did not help, and says so', () => {
    client.link('live');
    sessionStorage.setItem('reloadedAt', String(Date.now() - 30_000));
    faults.tell(NOT_LOADED, '/events');
    expect(went).toEqual([]);
    expect(faults.fault()?.headline).toBe('That page could not be loaded.');
  });

  it('throws nothing away while the server is away', () => {
    client.link('reconnecting');
    faults.tell(NOT_LOADED, '/events');
    expect(went).toEqual([]);
    expect(faults.fault()?.advice).toContain('when the pill at the top says Live');
  });

  it('says that something unexpected happened, until it is dismissed', () => {
    faults.tell(new TypeError('x is undefined'));
    expect(faults.fault()?.headline).toBe('Something in this page went wrong.');
    faults.dismiss();
    faults.tell(new DOMException('The user aborted a request.', 'AbortError'));
    faults.tell('ResizeObserver loop completed with undelivered notifications.');
    expect(faults.fault()).toBeNull();
    faults.reload();
    expect(went).toEqual(['here']);
  });
});
