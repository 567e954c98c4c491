import type { Page } from 'playwright-core';
import { capture } from '@livekit-dashboard/harness/browser';
import { describeInBrowser } from './testing/in-browser';

const HOSTILE = capture('hostile-names');
const ROOM = '<img src=x onerror=alert(1)>';
const NAMES = ['"><script>alert(1)</script>', 'line\r\n[Webhook] fake'];
const IDENTITIES = ['=HYPERLINK("http://x","y")', '+cmd|calc\u202eevil'];

describeInBrowser('hostile names', (stage) => {
  let page: Page;
  const dialogs: string[] = [];

  beforeAll(async () => {
    page = await stage().open('/sessions');
    page.on('dialog', (dialog) => (dialogs.push(dialog.message()), void dialog.dismiss()));
    await stage().dashboard.post(...HOSTILE.slice(0, 4)); // both are in
  });

  afterEach(async () => {
    expect(dialogs).toEqual([]);
    expect(stage().complaints).toEqual([]);
    expect(await page.locator('img, iframe, object, embed, script:not([src]), [onerror]').count()).toBe(0);
  });

  /** Isolated: its direction marks end with it. */
  const isolated = async (text: string, within = 'main'): Promise<void> => {
    await page.locator(`${within} bdi`).first().waitFor({ state: 'attached' });
    await page.waitForFunction(
      ([selector, wanted]) =>
        [...document.querySelectorAll(selector)].some(({ textContent }) => textContent === wanted),
      [`${within} bdi`, text] as const,
    );
  };

  it('are text in the list', async () => {
    await isolated(ROOM);
  });

  it('are text on the page of the session, and in its title', async () => {
    await page.locator('lk-session-row a').click();
    await isolated(ROOM, 'h1');
    for (const name of [...NAMES, ...IDENTITIES]) await isolated(name);
    expect(await page.title()).toContain(`${ROOM} · LiveKit Dashboard`); // after the number of live sessions
    await page.getByRole('link', { name: 'Tracks' }).click();
    await isolated(NAMES[0] ?? '', 'lk-tracks-tab');
  });

  it('are text in raw events and their JSON', async () => {
    await page.getByRole('link', { name: 'Events' }).last().click();
    await page.getByRole('button', { name: 'participant_joined' }).first().click();
    await page.getByRole('region', { name: 'Event details' }).getByText('onerror').first().waitFor();
    await isolated(IDENTITIES[0] ?? '', 'lk-event-list');
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Events' }).click();
    await isolated(ROOM, 'lk-events-page');
    await isolated(IDENTITIES[1] ?? '', 'lk-events-page');
  });

  it('are text in the history and in a search for them', async () => {
    await stage().dashboard.post(...HOSTILE.slice(4));
    await page.goto('/sessions?view=history');
    await isolated(ROOM, 'lk-session-history');
    await page.getByRole('combobox', { name: 'Search sessions' }).fill('<script>alert(2)</script>');
    await isolated('<script>alert(2)</script>', 'header');
    await page.getByText('No ended session matches').waitFor();
  });

  it('are text at an unknown address', async () => {
    await page.goto(`/${encodeURIComponent(ROOM)}`);
    await page.getByText('Page not found').waitFor();
  });
});
