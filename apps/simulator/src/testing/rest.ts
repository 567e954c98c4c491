/** Reads the product's REST API in tests; every answer is checked against its schema of the contract. */
import {
  type Agent,
  agentList,
  eventList,
  type Session,
  sessionDetail,
  type SessionDetail,
  sessionList,
  type StoredEvent,
} from '@livekit-dashboard/contracts';

export class Rest {
  constructor(private readonly origin: URL) {}

  /** The sessions of a room name, the newest first. */
  async sessions(room: string): Promise<Session[]> {
    return sessionList.parse(await this.get(`sessions?${new URLSearchParams({ room }).toString()}`)).items;
  }

  async session(sid: string): Promise<SessionDetail> {
    return sessionDetail.parse(await this.get(`sessions/${sid}`));
  }

  async events(sid: string): Promise<StoredEvent[]> {
    return eventList.parse(await this.get(`sessions/${sid}/events?limit=500`)).items;
  }

  async agents(): Promise<Agent[]> {
    return agentList.parse(await this.get('agents')).items;
  }

  private async get(path: string): Promise<unknown> {
    const answer = await fetch(new URL(`/api/v1/${path}`, this.origin));
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}
