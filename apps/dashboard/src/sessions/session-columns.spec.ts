import { TestBed } from '@angular/core/testing';
import type { ServerHealth } from '@livekit-dashboard/contracts';
import { LIVE_CLIENT } from '../live/client.token';
import { LiveStore } from '../live/live.store';
import { digest, FakeClient, health } from '../live/testing';
import { ColumnChoice } from './session-columns';

const choice = (): ColumnChoice => {
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({ providers: [{ provide: LIVE_CLIENT, useValue: new FakeClient() }] });
  return TestBed.inject(ColumnChoice);
};
const ids = (of: ColumnChoice): string[] => of.columns().map(({ id }) => id);

describe('the columns of the live table', () => {
  beforeEach(() => localStorage.clear());

  it('are all but the extra ones by default', () => {
    expect(ids(choice())).toEqual(['room', 'started', 'duration', 'people', 'agents', 'tracks', 'joins', 'notes']);
  });

  it('are kept in this browser, in their own order', () => {
    const first = choice();
    first.kept.toggle('last');
    first.kept.toggle('joins');
    const again = choice();
    expect(ids(again)).toEqual(ids(first));
    expect(ids(again).slice(-3)).toEqual(['tracks', 'last', 'notes']);
  });

  it('contain the server only if there are several', () => {
    localStorage.setItem('session-columns', 'people server');
    const columns = choice();
    expect(ids(columns)).toEqual(['room', 'people']);
    const client = TestBed.inject(LIVE_CLIENT) as unknown as FakeClient;
    TestBed.inject(LiveStore);
    const servers = ['east', 'west'].map((name) => ({ name, keys: [] as string[] }) as ServerHealth);
    client.changes('overview', [digest('health', health({ servers }))]);
    expect(ids(columns)).toEqual(['room', 'server', 'people']);
  });

  it('keep the fixed ones whatever is stored', () => {
    localStorage.setItem('session-columns', 'people nonsense');
    expect(ids(choice())).toEqual(['room', 'people']);
  });
});
