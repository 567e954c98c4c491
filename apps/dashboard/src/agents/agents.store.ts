/**
 * What the agents page shows: the agents that are in a room now (topic `agents`), and those of the last 24 hours by
 * name, with the sessions that no agent joined (topic `agents-day`). Provided by the page: it subscribes when the page
 * opens and ends with it.
 */
import { Injectable, signal } from '@angular/core';
import type { Change } from '@livekit-dashboard/contracts';
import { Digest } from '../live/digest';
import { LiveTopic } from '../live/live-topic';
import { agentOrder, type AgentSort, NEWEST_AGENT } from './agent-sort';
import { matches } from './matches';

@Injectable()
export class AgentsStore extends LiveTopic<'agent'> {
  private readonly digest = new Digest('agentDay');
  private readonly dayFailure = signal<string | null>(null);
  private stopDay = (): void => undefined;

  /** The last 24 hours; null until they are received. */
  readonly day = this.digest.value;
  readonly dayError = this.dayFailure.asReadonly();

  constructor() {
    super('agent', agentOrder(NEWEST_AGENT));
    this.connectDay();
  }

  connectDay(): void {
    const take = (changes: readonly Change[]): void => this.digest.take(changes);
    this.stopDay();
    this.dayFailure.set(null);
    this.stopDay = this.live.changes(
      'agents-day',
      { snapshot: take, changes: take, error: ({ message }) => this.dayFailure.set(message) },
      this.destroyRef,
    );
  }

  find(words: string): void {
    this.list.filter(({ agentName, identity, jobId, sessionName, sessionSid, sid }) =>
      matches(words, agentName, identity, jobId, sessionName, sessionSid, sid),
    );
  }

  sortBy(sort: AgentSort): void {
    this.list.sortBy(agentOrder(sort));
  }
}
