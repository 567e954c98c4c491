/** When the page first shows content, and its rows, with an empty cache. */
import { rankOf, type Scene, verdict } from './scene';

const GOAL_MS = 1500;
const TIMES = 7;

export async function firstPaint(scene: Scene): Promise<void> {
  const times: { paint: number; rows: number; bytes: number }[] = [];
  for (let time = 0; time < TIMES; time++) times.push(await once(scene));
  const of = (name: 'paint' | 'rows'): number[] => times.map((measured) => measured[name]);
  console.log(`\nOpening /sessions with an empty cache, ${scene.options.rooms} live sessions`);
  console.table([
    {
      samples: TIMES,
      'first paint p50 ms': rankOf(of('paint'), 0.5),
      'first paint max ms': rankOf(of('paint'), 1),
      'rows p50 ms': rankOf(of('rows'), 0.5),
      'kB over the wire': Math.round((times[0]?.bytes ?? NaN) / 1000),
    },
  ]);
  verdict('first paint (p50)', rankOf(of('paint'), 0.5), GOAL_MS);
}

/** A context of its own has a cache of its own. */
async function once({ browser, dashboard }: Scene): Promise<{ paint: number; rows: number; bytes: number }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${dashboard.origin}/sessions`, { waitUntil: 'commit' });
  await page.locator('lk-session-row').first().waitFor();
  const measured = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
    rows: performance.now(),
    bytes: performance
      .getEntriesByType('resource')
      .concat(performance.getEntriesByType('navigation'))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).transferSize, 0),
  }));
  await context.close();
  return measured;
}
