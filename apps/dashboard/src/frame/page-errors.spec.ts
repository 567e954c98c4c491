import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { LIVE_CLIENT } from '../live/client.token';
import { FakeClient } from '../live/testing';
import { PageErrors, PAGE_LOCATION } from './page-errors';

const NOT_LOADED = new TypeError('Failed to fetch dynamically imported module: http://host/chunk-ABC.js');

describe('PageErrors', () => {
  const went: string[] = [];
  let client: FakeClient;
  let errors: PageErrors;

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
    errors = TestBed.inject(PageErrors);
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    jest.useRealTimers();
  });

  it("reloads once if a page's code is missing and the server answers: there is a new version", () => {
    client.link('live');
    errors.report(NOT_LOADED, '/events');
    expect(went).toEqual(['/events']);
    expect(errors.error()).toBeNull();
  });

  it('does not reload again if that did not help, and reports it', () => {
    client.link('live');
    sessionStorage.setItem('reloadedAt', String(Date.now() - 30_000));
    errors.report(NOT_LOADED, '/events');
    expect(went).toEqual([]);
    expect(errors.error()?.headline).toBe('The page could not be loaded.');
  });

  it('keeps the page while the server is unreachable', () => {
    client.link('reconnecting');
    errors.report(NOT_LOADED, '/events');
    expect(went).toEqual([]);
    expect(errors.error()?.advice).toContain('when the status at the top says Live');
  });

  it('reports an unexpected error until it is dismissed', () => {
    errors.report(new TypeError('x is undefined'));
    expect(errors.error()?.headline).toBe('Something went wrong on this page.');
    errors.dismiss();
    errors.report(new DOMException('The user aborted a request.', 'AbortError'));
    errors.report('ResizeObserver loop completed with undelivered notifications.');
    expect(errors.error()).toBeNull();
    errors.reload();
    expect(went).toEqual(['here']);
  });
});
