import { TestBed } from '@angular/core/testing';
import { Title } from '@angular/platform-browser';
import { LIVE_CLIENT } from '../live/client.token';
import { digest, FakeClient, stats } from '../live/testing';
import { FrameTitle } from './frame-title';

describe('FrameTitle', () => {
  it("shows the state before the page's own title", () => {
    const client = new FakeClient();
    TestBed.configureTestingModule({
      providers: [
        { provide: LIVE_CLIENT, useValue: client },
        { provide: Title, useClass: FrameTitle },
      ],
    });
    const title = TestBed.inject(Title);
    const shown = (): string => {
      TestBed.tick();
      return document.title;
    };
    title.setTitle('Events');
    expect(shown()).toBe('Events');
    client.link('live');
    client.changes('overview', [digest('stats', stats({ activeSessions: 42 }))]);
    expect(shown()).toBe('(42) Events');
    client.link('reconnecting');
    expect(shown()).toBe('⚠ Reconnecting · Events');
    title.setTitle('Settings');
    expect(shown()).toBe('⚠ Reconnecting · Settings');
    client.link('closed');
    expect(shown()).toBe('⚠ Stale · Settings');
  });
});
