/** The basis of every measurement of the page: a built dashboard with live sessions, a sender, a Chromium. `strike` ends all of them. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { Dashboard, launchChromium } from '@livekit-dashboard/harness/browser';
import type { Order, Sent } from './load';

export interface SceneOptions extends Omit<Order, 'origin'> {
  /** Of an empty database; null for the embedded one. */
  readonly databaseUrl: string | null;
}

export class Scene {
  private constructor(
    readonly options: SceneOptions,
    readonly dashboard: Dashboard,
    private readonly sender: ChildProcess,
    readonly browser: Browser,
  ) {}

  static async set(options: SceneOptions): Promise<Scene> {
    const { databaseUrl, ...order } = options;
    const dashboard = await Dashboard.start(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl });
    const sent = { ...order, origin: dashboard.origin } satisfies Order;
    const sender = fork(fileURLToPath(import.meta.url), ['load', JSON.stringify(sent)]);
    process.once('exit', () => sender.kill());
    sender.once('exit', (code) => {
      if (code) throw new Error(`The sender ended with ${code}`);
    });
    await once(sender, 'message');
    return new Scene(options, dashboard, sender, await launchChromium());
  }

  async open(path: string): Promise<Page> {
    const page = await this.browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(this.dashboard.origin + path, { waitUntil: 'load' });
    await page.locator('lk-link-pill', { hasText: 'Live' }).waitFor();
    return page;
  }

  /** The traffic begins; the returned function ends it and resolves with what was sent. */
  begin(): () => Promise<Sent> {
    this.sender.send('begin');
    return async () => {
      const report = once(this.sender, 'message') as Promise<[Sent]>;
      const gone = once(this.sender, 'exit').then(([code]) =>
        Promise.reject(new Error(`The sender ended with ${code}`)),
      );
      this.sender.send('end');
      const [sent] = await Promise.race([report, gone]);
      gone.catch(() => undefined); // it ends once it has reported
      if (sent.refused > 0) console.error(`${sent.refused} of ${sent.posts} posts were not stored`);
      return sent;
    };
  }

  async strike(): Promise<void> {
    this.sender.kill();
    await this.browser.close();
    await this.dashboard.remove();
  }
}

/** Other load of the machine: runnable processes on average over a minute. */
export const machineLoad = (): string => (loadavg()[0] ?? 0).toFixed(1);

export const rankOf = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN);
};

export function verdict(what: string, value: number, goal: number, unit = 'ms'): void {
  console.log(`${value < goal ? 'met   ' : 'MISSED'} ${what}: ${value} ${unit} (goal: under ${goal} ${unit})`);
}
