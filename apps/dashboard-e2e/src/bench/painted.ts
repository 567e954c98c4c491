/**
 * `npm run bench -- painted`: from the POST of a webhook to the frame that shows it. The built api on its embedded database, a Chromium
 * on /sessions with 50 live rooms, and a sender at 100 events a second, all on this machine. One clock: that of the system.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../harness/chromium';
import { Dashboard } from '../harness/dashboard';
import { clock, type Join, load, type Order } from './load';
import { type Seen, seenUntil, watchJoins } from './watch';

const SCENE = { rooms: 50, rate: 100, seconds: 20 } as const;
const GOAL_P50_MS = 150;
/** The page's code is compiled and the connections are made in the first of them. */
const WARM_UP_MS = 2000;

async function measure(dashboard: Dashboard): Promise<void> {
  const order: Order = { ...SCENE, origin: dashboard.origin };
  const sender = fork(fileURLToPath(import.meta.url), ['load', JSON.stringify(order)]);
  process.once('exit', () => sender.kill());
  await once(sender, 'message');
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${dashboard.origin}/sessions`, { waitUntil: 'networkidle' });
    const rows = page.locator('lk-session-row');
    await rows.first().waitFor();
    const hrefs = await rows.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    await watchJoins(page);
    const ahead = (await page.evaluate(() => performance.timeOrigin + performance.now())) - clock();
    sender.send('begin');
    const [joins] = (await once(sender, 'message')) as [Join[]];
    const inView = joins.filter(({ sid }) => hrefs.some((href) => href.endsWith(sid)));
    const last = inView.at(-1);
    if (!last) throw new Error('No join was in view');
    report(inView, await seenUntil(page, last.sid, last.joins), hrefs.length, ahead);
  } finally {
    await browser.close();
  }
}

function report(joins: readonly Join[], seen: readonly Seen[], rows: number, ahead: number): void {
  const from = (joins[0]?.at ?? 0) + WARM_UP_MS;
  const sample = joins.filter(({ at }) => at >= from);
  const times = sample.map(({ sid, joins: wanted, at }) => {
    const painted = seen.find((row) => row.sid === sid && row.joins >= wanted);
    return painted ? painted.at - at : Infinity;
  });
  const sorted = times.toSorted((a, b) => a - b);
  const rank = (share: number): number => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? NaN);
  const [p50, p95, p99] = [rank(0.5), rank(0.95), rank(0.99)];
  console.log(`POST to painted, ${SCENE.rate} events/s, ${SCENE.rooms} live sessions (${rows} rows in the page)`);
  console.table([{ samples: times.length, 'p50 ms': p50, 'p95 ms': p95, 'p99 ms': p99, 'max ms': rank(1) }]);
  console.log(`The page's clock is within ${Math.abs(ahead).toFixed(1)} ms of the sender's.`);
  if (!(p50 < GOAL_P50_MS)) {
    console.error(`p50 is not below ${GOAL_P50_MS} ms`);
    process.exitCode = 1;
  }
}

const [role, order] = process.argv.slice(2);
if (role === 'load' && order !== undefined) {
  await load(JSON.parse(order) as Order);
  process.disconnect();
} else {
  const dashboard = await Dashboard.start();
  await measure(dashboard).finally(() => dashboard.remove());
}
