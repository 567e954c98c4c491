/** What the page holds after minutes of traffic: its heap after a forced collection, once a minute. */
import { machineLoad, type Scene, verdict } from './scene';

const MINUTE_MS = 60_000;
const GOAL_PERCENT = 10;
/** By then initialization is over. */
const FROM_MINUTE = 5;

export async function heap(scene: Scene, minutes: number): Promise<void> {
  const end = scene.begin();
  const page = await scene.open('/sessions');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.enable');
  const held: number[] = [];
  for (let minute = 0; minute <= minutes; minute++) {
    if (minute > 0) await page.waitForTimeout(MINUTE_MS);
    for (let again = 0; again < 2; again++) await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters');
    held.push(usedSize);
    const figures = [`${(usedSize / 1e6).toFixed(2)} MB`, `${nodes} nodes`, `${jsEventListeners} listeners`];
    console.log(`minute ${minute}: ${figures.join(', ')} (load ${machineLoad()})`);
  }
  await end();
  const [first, last] = [held[Math.min(FROM_MINUTE, minutes - 1)] ?? NaN, held.at(-1) ?? NaN];
  verdict(
    `growth from minute ${Math.min(FROM_MINUTE, minutes - 1)} to ${minutes}`,
    round((last / first - 1) * 100),
    GOAL_PERCENT,
    '%',
  );
  await page.close();
}

const round = (value: number): number => Math.round(value * 10) / 10;
