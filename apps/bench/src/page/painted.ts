/** From the POST of a webhook to the frame that shows it, on `/sessions` alone and with another page open too. */
import type { Sent } from './load';
import { rankOf, type Scene, verdict } from './scene';
import { type Seen, seenUntil, watchJoins } from './watch';
import { clock } from './load';

const GOAL_MS = { p50: 150, p99: 500 } as const;
/** The page's code is compiled and the connections are made in the first of them. */
const WARM_UP_MS = 3000;

export async function painted(scene: Scene, seconds: number): Promise<void> {
  const page = await scene.open('/sessions');
  const rows = page.locator('lk-session-row');
  await rows.first().waitFor();
  await page.waitForTimeout(1000);
  const hrefs = await rows.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const inView = new Set(hrefs.map((href) => href.split('/').at(-1)));
  await watchJoins(page);
  const ahead = (await page.evaluate(() => performance.timeOrigin + performance.now())) - clock();
  const end = scene.begin();
  await page.waitForTimeout(WARM_UP_MS + seconds * 1000);
  const sent = await end();
  const joins = sent.joins.filter(({ sid }) => inView.has(sid));
  const last = joins.at(-1);
  if (!last) {
    console.log('Not measured: no join was in view');
    await page.close();
    return;
  }
  report(scene, sent, joins, await seenUntil(page, last.sid, last.joins));
  console.log(
    `The page's clock is within ${Math.abs(ahead).toFixed(1)} ms of the sender's; ${hrefs.length} rows in the page.`,
  );
  await page.close();
}

function report(scene: Scene, sent: Sent, joins: Sent['joins'], seen: readonly Seen[]): void {
  const from = (joins[0]?.at ?? 0) + WARM_UP_MS;
  const times = joins
    .filter(({ at }) => at >= from)
    .map(({ sid, joins: wanted, at }) => {
      const painted = seen.find((row) => row.sid === sid && row.joins >= wanted);
      return painted ? painted.at - at : Infinity;
    });
  const [p50, p95, p99, max] = [0.5, 0.95, 0.99, 1].map((share) => rankOf(times, share));
  const rate = Math.round(sent.posts / sent.seconds);
  console.log(`\nPOST to painted: ${scene.options.rooms} live sessions, ${rate} events/s`);
  console.table([{ samples: times.length, 'p50 ms': p50, 'p95 ms': p95, 'p99 ms': p99, 'max ms': max }]);
  verdict('p50', p50 ?? NaN, GOAL_MS.p50);
  verdict('p99', p99 ?? NaN, GOAL_MS.p99);
}
