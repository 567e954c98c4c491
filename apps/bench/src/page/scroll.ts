/** The time between frames while a list of many rows scrolls, during events. */
import { rankOf, type Scene, verdict } from './scene';

const GOAL_P95_MS = 32;
/** Faster than reading speed: half a screen per frame, ten frames per fling. */
const PX_A_FRAME = 120;
const SCROLL_MS = 10_000;

export async function scroll(scene: Scene): Promise<void> {
  const end = scene.begin();
  const page = await scene.open('/sessions');
  await page.locator('lk-session-row').first().waitFor();
  await page.waitForTimeout(3000);
  const frames = await page.evaluate(
    ({ ms, px }) =>
      new Promise<number[]>((resolve) => {
        const view = document.querySelector('cdk-virtual-scroll-viewport');
        const deltas: number[] = [];
        const start = performance.now();
        let before = start;
        const step = (now: number): void => {
          deltas.push(now - before);
          before = now;
          const { scrollTop, scrollHeight, clientHeight } = view as Element;
          view?.scrollTo(0, scrollTop + clientHeight >= scrollHeight - 1 ? 0 : scrollTop + px);
          if (now - start < ms) requestAnimationFrame(step);
          else resolve(deltas.slice(2));
        };
        requestAnimationFrame(step);
      }),
    { ms: SCROLL_MS, px: PX_A_FRAME },
  );
  const { rooms, rate } = scene.options;
  await end();
  const [p50, p95, p99, max] = [0.5, 0.95, 0.99, 1].map((share) => rankOf(frames, share));
  console.log(`\nScrolling ${rooms} rows, ${rate} events/s`);
  console.table([{ frames: frames.length, 'p50 ms': p50, 'p95 ms': p95, 'p99 ms': p99, 'max ms': max }]);
  verdict('p95 frame', p95 ?? NaN, GOAL_P95_MS);
  await page.close();
}
