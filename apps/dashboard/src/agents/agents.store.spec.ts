import { TestBed } from '@angular/core/testing';
import type { Agent, ChangeOf } from '@livekit-dashboard/contracts';
import { LIVE_CLIENT } from '../live/client.token';
import { agent, agentDay, at, digest, FakeClient } from '../live/testing';
import { AgentsStore } from './agents.store';

const change = (value: Agent, offset = 1): ChangeOf<'agent'> => ({ kind: 'agent', id: value.sid, offset, value });
const gone = { state: 'left', leftAt: '2026-11-23T08:59:00.000Z' } as const;

describe('AgentsStore', () => {
  let client: FakeClient;
  let store: AgentsStore;
  const sids = () => store.rows().map(({ sid }) => sid);

  beforeEach(() => {
    client = new FakeClient();
    TestBed.configureTestingModule({ providers: [AgentsStore, { provide: LIVE_CLIENT, useValue: client }] });
    store = TestBed.inject(AgentsStore);
  });

  it('lists the agents that are in a room, newest first', () => {
    client.snapshot('agents', [
      change(agent('PA_1', { joinedAt: '2026-11-23T08:00:00.000Z' })),
      change(agent('PA_2', { joinedAt: '2026-11-23T08:30:00.000Z' })),
    ]);
    expect(sids()).toEqual(['PA_2', 'PA_1']);
  });

  it('marks an agent that left', () => {
    client.snapshot('agents', [change(agent('PA_1'))]);
    client.changes('agents', [change(agent('PA_1', gone), 2)]);
    expect(sids()).toEqual(['PA_1']);
    expect(store.rows()[0]?.leaving()).toBe(true);
  });

  it('finds agents by name, job, identity and room', () => {
    client.snapshot('agents', [
      change(agent('PA_1', { agentName: 'Inbound', sessionName: 'support' })),
      change(agent('PA_2', { agentName: null, sessionName: 'standup', jobId: 'AJ_77' })),
    ]);
    for (const [words, found] of [
      ['inBOUND ', 'PA_1'],
      ['standup', 'PA_2'],
      ['aj_77', 'PA_2'],
    ] as const) {
      store.find(words);
      expect(sids()).toEqual([found]);
    }
  });

  it('reads from REST what is too large for a snapshot, and continues from there', async () => {
    const asked: string[] = [];
    globalThis.fetch = ((address: string) => {
      asked.push(address);
      const body = { items: [agent('PA_1')], nextCursor: null, epoch: at(0).epoch, offset: 70 };
      return Promise.resolve({
        ok: true,
        json: () => Promise.resolve(body),
      });
    }) as unknown as typeof fetch;
    client.refuse('agents', 'too_large');
    while (store.loading()) await Promise.resolve();
    expect(asked).toEqual(['/api/v1/agents?state=active&limit=500']);
    expect(client.since.get('agents')).toEqual(at(70));
    expect(sids()).toEqual(['PA_1']);
  });

  it('holds the last 24 hours, or the reason of the error', () => {
    client.refuse('agents-day', 'unavailable');
    expect(store.dayError()).toBe('refused: unavailable');
    store.connectDay();
    client.snapshot('agents-day', [digest('agentDay', agentDay({ unattendedTotal: 3 }))]);
    expect(store.dayError()).toBeNull();
    expect(store.day()?.unattendedTotal).toBe(3);
  });

  it('unsubscribes with the page', () => {
    TestBed.resetTestingModule();
    expect(client.topics).toEqual([]);
  });
});
