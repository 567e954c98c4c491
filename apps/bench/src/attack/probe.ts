/**
 * Ordinary webhooks at a fixed rate during an attack, in a process of their own. Each is due whether or not earlier ones were answered,
 * and its time counts from when it was due, so a stall shows in full.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { signWebhook } from '@livekit-dashboard/livekit';
import { httpPost, Latencies, steady } from '@livekit-dashboard/traffic';
import { BENCH_KEY } from '../target';

const PER_SECOND = 20;

export interface ProbeFigures {
  readonly sent: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Responses other than 200, and broken connections. */
  readonly failed: number;
}

export class Probe {
  private stopped = false;
  private running: Promise<ProbeFigures> | null = null;

  start(webhook: string): void {
    this.stopped = false;
    this.running = this.run(new URL(webhook));
  }

  /** Stops sending, and waits for every response. */
  async stop(): Promise<ProbeFigures> {
    this.stopped = true;
    if (!this.running) throw new Error('The probe was not started');
    return this.running;
  }

  private async run(url: URL): Promise<ProbeFigures> {
    const post = httpPost(url);
    const latencies = new Latencies();
    const traffic = steady({ seed: Date.now(), startMs: Date.now(), rate: PER_SECOND, rooms: 20 });
    const answers: Promise<void>[] = [];
    let failed = 0;
    const startMs = performance.now();
    while (!this.stopped) {
      const dueMs = startMs + (answers.length * 1000) / PER_SECOND;
      await pause(Math.max(0, dueMs - performance.now()));
      const next = traffic.next();
      if (next.done) break;
      const body = Buffer.from(next.value.body);
      const answered = post(body, signWebhook(next.value.body, BENCH_KEY, Date.now())).catch(() => 0);
      answers.push(
        answered.then((status) => {
          latencies.add(performance.now() - dueMs);
          if (status !== 200) failed += 1;
        }),
      );
    }
    await Promise.all(answers);
    post.close();
    const [p50, p99, max] = latencies.percentiles(0.5, 0.99, 1);
    return { sent: answers.length, p50, p99, max, failed };
  }
}
