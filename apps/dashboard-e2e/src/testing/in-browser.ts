/**
 * `describeInBrowser`: a suite with a dashboard and a Chromium of its own. Without a Chromium it is skipped, aloud;
 * under CI=true it fails. Errors and warnings of every page's console are collected: `complaints` must stay empty.
 */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { describeOrSkip, findChromium } from '@livekit-dashboard/harness';
import { Dashboard, launchChromium } from '@livekit-dashboard/harness/browser';

export const DESKTOP = { width: 1440, height: 900 } as const;
export const PHONE = { width: 390, height: 844 } as const;

/** The time to start a database and a browser on a busy machine, in ms. */
const START_MS = 120_000;

export class Stage {
  /** Errors and warnings of every page's console, and uncaught errors. */
  readonly complaints: string[] = [];

  constructor(
    readonly dashboard: Dashboard,
    private readonly browser: Browser,
  ) {}

  static async set(environment: Readonly<Record<string, string>>): Promise<Stage> {
    const [dashboard, browser] = await Promise.all([Dashboard.start(environment), launchChromium()]);
    return new Stage(dashboard, browser);
  }

  async strike(): Promise<void> {
    await this.browser.close();
    await this.dashboard.remove();
  }

  /** A page in a context of its own (without shared storage), at `path`, once it is live. */
  async open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.blank(options);
    await page.goto(path);
    await live(page);
    return page;
  }

  /** The same, before its first navigation. */
  async blank(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: DESKTOP,
      baseURL: this.dashboard.origin,
      locale: 'en-GB',
      timezoneId: 'UTC',
      ...options,
    });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    return page;
  }
}

/** The text of the connection pill. */
export const pill = (page: Page, word: string | RegExp) => page.locator('lk-link-pill').filter({ hasText: word });

/** `Connected`: live, before LiveKit ever sent anything. */
export const live = (page: Page): Promise<void> => pill(page, /Live|Connected/).waitFor();

const missing = (await findChromium()) === null ? 'Chromium: set CHROMIUM, or put chromium on PATH' : null;

/** `environment`: variables of the dashboard's process on top of the usual ones. */
export function describeInBrowser(
  name: string,
  body: (stage: () => Stage) => void,
  environment: Readonly<Record<string, string>> = {},
): void {
  let stage: Stage | null = null;
  const get = (): Stage => {
    if (!stage) throw new Error('The stage is set once the suite has begun');
    return stage;
  };
  const suite = (): void => {
    beforeAll(async () => {
      stage = await Stage.set(environment);
    }, START_MS);
    afterAll(() => stage?.strike());
    body(get);
  };
  describeOrSkip(name, missing, suite);
}
