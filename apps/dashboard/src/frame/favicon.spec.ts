import { TestBed } from '@angular/core/testing';
import { LIVE_CLIENT } from '../live/client.token';
import { digest, FakeClient, stats } from '../live/testing';
import { Favicon, markOf } from './favicon';

describe('markOf', () => {
  it.each([
    ['connecting', 0, 'live'],
    ['live', 0, 'live'],
    ['live', 2, 'recording'],
    ['reconnecting', 2, 'away'],
    ['closed', 0, 'away'],
  ] as const)('%s with %i recordings: %s', (link, recordings, mark) => expect(markOf(link, recordings)).toBe(mark));
});

describe('Favicon', () => {
  it('changes the icon in the tab without a request', () => {
    const link = document.createElement('link');
    link.rel = 'icon';
    document.head.append(link);
    const client = new FakeClient();
    TestBed.configureTestingModule({ providers: [{ provide: LIVE_CLIENT, useValue: client }] });
    TestBed.inject(Favicon);
    const mark = (): string => {
      TestBed.tick();
      return link.href;
    };
    client.link('live');
    const live = mark();
    client.changes('overview', [digest('stats', stats({ recordings: 1 }))]);
    const recording = mark();
    client.link('reconnecting');
    const away = mark();
    expect(new Set([live, recording, away]).size).toBe(3);
    for (const href of [live, recording, away]) expect(href).toMatch(/^data:image\/svg\+xml,/);
    link.remove();
  });
});
