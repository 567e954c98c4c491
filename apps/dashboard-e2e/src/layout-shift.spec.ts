/**
 * Nothing jumps while a page loads and while webhooks arrive: what the browser counts as shifts (Layout Instability) stays below
 * 0.05 where rows arrive, summed up over the visit, which is stricter than CLS. Real: the built product, Chromium.
 */
import type { Page } from 'playwright-core';
import { Room } from '@livekit-dashboard/harness/browser';
import { DESKTOP, describeInBrowser, live as isLive, PHONE } from './testing/in-browser';
import { saveRates } from './harness/save-rates';

const LIMIT = 0.05;
/** Identities have any length, so that elements after them in a line could move. */
const PEOPLE = ['al', 'customer-4711-mobile', 'bea', 'desk.berlin.47@example.com', 'cy'];

interface Shift {
  readonly value: number;
  readonly moved: readonly string[];
}

describeInBrowser('layout shifts', (stage) => {
  const live = new Room('weekly planning');
  let posted = 0;

  /** Twelve webhooks of the live room; returns the identity of the last. */
  const traffic = async (): Promise<string> => {
    let identity = '';
    for (let n = 0; n < 4; n++) {
      posted++;
      identity = `${PEOPLE[posted % PEOPLE.length]}-${posted}`;
      await stage().dashboard.post(
        live.joined({ identity }),
        live.published(identity, posted % 2 ? 'MICROPHONE' : 'SCREEN_SHARE'),
        live.left(identity, Date.now(), posted % 3 ? 'CLIENT_INITIATED' : 'SIGNAL_CLOSE'),
      );
    }
    return identity;
  };

  beforeAll(async () => {
    await saveRates(stage().dashboard.origin);
    await stage().dashboard.post(live.started(), live.joined({ identity: 'ann' }), live.recording());
    for (let n = 0; n < 4; n++) await traffic();
  });

  /** REST responses wait until the page has been painted without them. */
  async function paintedFirst(page: Page): Promise<void> {
    await page.addInitScript(() => {
      const shifts: Shift[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as unknown as LayoutShift[]) {
          if (entry.hadRecentInput) continue;
          const moved = entry.sources.map(({ node, previousRect: from, currentRect: to }) => {
            const at = node instanceof Element ? node : node?.parentElement;
            return `${at?.localName}.${at?.className} (${from.x}, ${from.y}) -> (${to.x}, ${to.y})`;
          });
          shifts.push({ value: entry.value, moved });
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.route('**/api/v1/**', async (route) => {
      await page.locator('main h1').first().waitFor({ state: 'attached' });
      await frames(page);
      await route.continue();
    });
  }

  /** Pending paints are done, and counted. */
  const frames = (page: Page): Promise<unknown> =>
    page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

  async function leave(page: Page): Promise<void> {
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.context().close();
  }

  async function expectBelowLimit(page: Page): Promise<void> {
    const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: Shift[] }).shifts);
    const sum = shifts.reduce((total, { value }) => total + value, 0);
    if (sum >= LIMIT) throw new Error(`${sum}: ${JSON.stringify(shifts, null, 2)}`);
  }

  const session = (tab: string) => (): string => `/sessions/${live.sid}${tab}`;
  const pages: readonly [name: string, path: () => string][] = [
    ['the overview', () => '/'],
    ['live sessions', () => '/sessions'],
    ['the history', () => '/sessions?view=history'],
    ['a session', session('')],
    ['the tracks of a session', session('?tab=tracks')],
    ['the recordings of a session', session('?tab=egress')],
    ['the events of a session', session('?tab=events')],
    ['the agents', () => '/agents'],
    ['the analytics', () => '/analytics'],
    ['the cost', () => '/analytics#cost'],
    ['the egress', () => '/egress'],
    ['the events', () => '/events'],
    ['the metadata of a session', session('?tab=metadata')],
    ['the settings', () => '/settings'],
  ];
  const widths = [PHONE, { width: 1280, height: 800 }, DESKTOP];

  it.each(widths.flatMap((viewport) => pages.map(([name, path]) => [name, viewport.width, path, viewport] as const)))(
    'of %s at %s px are below the limit',
    async (_name, _width, path, viewport) => {
      const page = await stage().blank({ viewport });
      try {
        await paintedFirst(page);
        await page.goto(path());
        await isLive(page);
        await page.waitForFunction(() => document.querySelector('main [aria-busy=true], main .place') === null);
        await traffic();
        await page.locator('.webhook time').waitFor();
        await frames(page);
        await expectBelowLimit(page);
      } finally {
        await leave(page);
      }
    },
  );

  it.each(widths)('of the notice of a blocked WebSocket are below the limit at $width px', async (viewport) => {
    const page = await stage().blank({ viewport });
    try {
      await paintedFirst(page);
      await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
      await page.goto('/sessions?view=history');
      await page.getByRole('heading', { name: /^No live connection to/ }).waitFor();
      await frames(page);
      await expectBelowLimit(page);
    } finally {
      await leave(page);
    }
  });
});

/** Of the Layout Instability API, which TypeScript's library lacks. */
interface LayoutShift {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly {
    readonly node: Node | null;
    readonly previousRect: DOMRectReadOnly;
    readonly currentRect: DOMRectReadOnly;
  }[];
}
