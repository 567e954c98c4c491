import type { Page } from 'playwright-core';
import { Room } from '@livekit-dashboard/harness/browser';
import { describeInBrowser } from './testing/in-browser';
import { objectionsInEveryLook } from './testing/axe';

describeInBrowser('egress of every room', (stage) => {
  const room = new Room('standup');
  let page: Page;
  const rows = () => page.getByRole('table', { name: 'Egresses' }).getByRole('button');
  const details = () => page.getByRole('region', { name: 'Egress details' });

  beforeAll(async () => {
    page = await stage().open('/egress');
    await page.getByText('No egress yet').waitFor();
  });

  it('appears when it starts', async () => {
    await stage().dashboard.post(room.started(), room.recording());
    await rows().first().waitFor();
    await page.getByRole('link', { name: 'standup' }).waitFor();
  });

  it('opens at its own address, and closes with Escape', async () => {
    await rows().first().click();
    await details().waitFor();
    await page.waitForURL(/egress\?.*open=/);
    await page.reload();
    await details().waitFor();
    await page.keyboard.press('Escape');
    await details().waitFor({ state: 'detached' });
  });

  it('is filtered by status and text, and keeps them in the URL', async () => {
    await page.getByLabel('Status').selectOption('failed');
    await page.getByText('No egress matches').waitFor();
    await page.waitForURL(/egress\?.*state=failed/);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByLabel('Filter by room, id or file').fill('STANDUP');
    await page.waitForURL(/egress\?.*text=STANDUP/);
    await rows().first().waitFor();
  });

  it('has no axe violations', async () => {
    const found = await objectionsInEveryLook(page, async () => {
      await page.goto('/egress');
      await rows().first().click();
      await details().waitFor();
    });
    expect(found).toEqual({});
  }, 60_000);
});
