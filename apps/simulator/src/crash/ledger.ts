import { CONTENT_TYPE, type Delivery, HttpConnection, prepareRequest } from '@livekit-dashboard/traffic';
import { type ApiKey, signWebhook } from '@livekit-dashboard/livekit';

/**
 * Posts events and records which were acknowledged, and which must be posted again because there was no 2xx. A repeated
 * event has its first body, id and token, as LiveKit's retry has.
 */
export class Ledger {
  readonly acknowledged = new Set<string>();
  private readonly unanswered: { id: string; request: Buffer }[] = [];
  repeated = 0;
  private milestone: { readonly count: number; readonly resolve: () => void } | null = null;

  constructor(
    private readonly url: URL,
    private readonly traffic: Iterator<Delivery, never>,
    private readonly apiKey: ApiKey,
  ) {}

  /** Resolves when that many more are acknowledged. */
  acknowledge(more: number): Promise<void> {
    return new Promise((resolve) => (this.milestone = { count: this.acknowledged.size + more, resolve }));
  }

  /** Posts over that many connections until each breaks or `signal` ends it. */
  async post(connections: number, signal: AbortSignal): Promise<void> {
    const run = async (): Promise<void> => {
      const connection = new HttpConnection(this.url.hostname, Number(this.url.port));
      while (!signal.aborted && (await this.postOne(connection)) !== null);
      connection.close();
    };
    await Promise.all(Array.from({ length: connections }, run));
  }

  /** Posts what has no 2xx yet, to a server under no load: any other answer is an error. */
  async settle(): Promise<void> {
    const connection = new HttpConnection(this.url.hostname, Number(this.url.port));
    while (this.unanswered.length > 0) {
      const status = await this.postOne(connection);
      if (!isAcknowledged(status)) throw new Error(`A repeated event was answered with ${status ?? 'no answer'}`);
    }
    connection.close();
  }

  /** The answer; null if the connection broke. */
  private async postOne(connection: HttpConnection): Promise<number | null> {
    const again = this.unanswered.pop();
    if (again) this.repeated += 1;
    const item = again ?? this.next();
    const status = await connection.exchange(item.request).catch(() => null);
    if (isAcknowledged(status)) this.book(item.id);
    else this.unanswered.push(item);
    return status;
  }

  private book(id: string): void {
    this.acknowledged.add(id);
    if (this.milestone && this.acknowledged.size >= this.milestone.count) this.milestone.resolve();
  }

  private next(): { id: string; request: Buffer } {
    const { id, body } = this.traffic.next().value;
    const headers = { 'content-type': CONTENT_TYPE, authorization: signWebhook(body, this.apiKey, Date.now()) };
    return { id, request: prepareRequest(this.url, headers, body) };
  }
}

const isAcknowledged = (status: number | null): boolean => status !== null && status >= 200 && status < 300;
