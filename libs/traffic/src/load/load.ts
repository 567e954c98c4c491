/**
 * Measures a webhook receiver. Open loop: requests are due at a fixed rate whether or not earlier ones were answered,
 * and a latency counts from when the request was due, so a stall shows in full. Closed loop: each connection posts
 * again as soon as it is answered.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { CONTENT_TYPE } from '../sender/post';
import { type ApiKey, signWebhook } from '@livekit-dashboard/livekit';
import type { Delivery } from '../world/host';
import { HttpConnection, prepareRequest } from './http-connection';
import { Latencies } from './latencies';

export interface LoadResult {
  /** From the first request to the last response, in ms. */
  readonly ms: number;
  readonly latencies: Latencies;
  /** Responses by status; `error` counts broken connections. */
  readonly statuses: Map<string, number>;
}

/** Signs `count` deliveries ahead of the run. The tokens are valid for five minutes. */
export function prepare(url: URL, deliveries: Iterator<Delivery>, count: number, apiKey: ApiKey): Buffer[] {
  return Array.from({ length: count }, () => {
    const next = deliveries.next();
    if (next.done) throw new Error('Not enough deliveries');
    const { body } = next.value;
    return prepareRequest(
      url,
      { 'content-type': CONTENT_TYPE, authorization: signWebhook(body, apiKey, Date.now()) },
      body,
    );
  });
}

export async function openLoop(
  url: URL,
  requests: readonly Buffer[],
  rate: number,
  connections: number,
): Promise<LoadResult> {
  const run = new Run(url, connections);
  for (let sent = 0; sent < requests.length;) {
    const due = Math.min(requests.length, Math.floor(((performance.now() - run.startMs) * rate) / 1000) + 1);
    for (; sent < due; sent++) run.queue(requests[sent] as Buffer, run.startMs + (sent * 1000) / rate);
    await sleep(1);
  }
  return run.finish();
}

/** Posts until `ms` are over or the requests are used up. */
export async function closedLoop(
  url: URL,
  requests: readonly Buffer[],
  ms: number,
  connections: number,
): Promise<LoadResult> {
  const run = new Run(url, connections);
  const left = requests.values();
  const endMs = run.startMs + ms;
  await Promise.all(
    run.connections.map(async (connection) => {
      for (const request of left) {
        await run.exchange(connection, request, performance.now());
        if (performance.now() >= endMs) return;
      }
    }),
  );
  return run.finish();
}

class Run {
  readonly startMs = performance.now();
  readonly connections: readonly HttpConnection[];
  private readonly idle: HttpConnection[];
  private readonly waiting: { request: Buffer; dueMs: number }[] = [];
  private readonly latencies = new Latencies();
  private readonly statuses = new Map<string, number>();
  private drained: (() => void) | null = null;

  constructor(url: URL, connections: number) {
    this.connections = Array.from(
      { length: connections },
      () => new HttpConnection(url.hostname, Number(url.port || 80)),
    );
    this.idle = [...this.connections];
  }

  queue(request: Buffer, dueMs: number): void {
    const connection = this.idle.pop();
    if (connection) void this.work(connection, request, dueMs);
    else this.waiting.push({ request, dueMs });
  }

  async exchange(connection: HttpConnection, request: Buffer, dueMs: number): Promise<void> {
    const status = await connection.exchange(request).then(String, () => 'error');
    this.latencies.add(performance.now() - dueMs);
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
  }

  async finish(): Promise<LoadResult> {
    if (this.idle.length < this.connections.length && this.waiting.length + this.latencies.count > 0)
      await this.drain();
    const ms = performance.now() - this.startMs;
    for (const connection of this.connections) connection.close();
    return { ms, latencies: this.latencies, statuses: this.statuses };
  }

  private drain(): Promise<void> {
    return new Promise((resolve) => (this.drained = resolve));
  }

  private async work(connection: HttpConnection, request: Buffer, dueMs: number): Promise<void> {
    await this.exchange(connection, request, dueMs);
    const next = this.waiting.shift();
    if (next) return this.work(connection, next.request, next.dueMs);
    this.idle.push(connection);
    if (this.idle.length === this.connections.length) this.drained?.();
  }
}
