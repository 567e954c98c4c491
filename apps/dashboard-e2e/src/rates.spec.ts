/** A user enters prices per minute, sees the effect on last month, and finds every change in the history. */
import type { Page } from 'playwright-core';
import { objectionsInEveryLook } from './testing/axe';
import { describeInBrowser } from './testing/in-browser';

const tomorrow = (): string => new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

describeInBrowser('cost rates', (stage) => {
  let page: Page;
  const panel = () => page.locator('lk-rates-panel');
  const input = (label: string) => panel().getByLabel(label, { exact: true });

  beforeAll(async () => {
    page = await stage().open('/settings');
  });

  it('are empty at first, with an explanation', async () => {
    await panel().getByRole('heading', { name: 'No rates yet' }).waitFor();
    await panel().getByText('With rates, pages show costs by day, room, identity and tenant').waitFor();
  });

  it('can start from list prices that are marked as unverified', async () => {
    await panel()
      .getByRole('button', { name: 'Start from LiveKit Cloud, list prices (unverified, as of September 2026)' })
      .click();
    await panel().locator('lk-tag').filter({ hasText: 'unverified, as of September 2026' }).waitFor();
    expect(await input('Participants, Price per minute').inputValue()).toBe('0.0005');
    expect([tomorrow()]).toContain(await input('Effective from (UTC day)').inputValue());
  });

  it('are previewed once an input is complete', async () => {
    const total = panel().locator('lk-rate-preview tfoot tr');
    await total.filter({ hasText: '50.00' }).waitFor();
    await input('Monthly fee').fill('70.25');
    await input('Monthly fee').press('Tab');
    await total.filter({ hasText: '70.25' }).waitFor();
    await panel()
      .getByText(/Not measured, and not included:\s+data sent to participants \(GB\)/i)
      .waitFor();
  });

  it('show each error at its field, and are not saved', async () => {
    const price = input('Agents, Price per minute');
    await price.fill('a lot');
    await panel().getByText('An amount such as 0.0005').waitFor();
    expect(await price.getAttribute('aria-invalid')).toBe('true');
    await panel().getByRole('button', { name: 'Save' }).click();
    expect(await price.evaluate((element) => element === document.activeElement)).toBe(true);
    await price.fill('0.01');
    await price.press('Tab');
    await panel().getByText('An amount such as 0.0005').waitFor({ state: 'detached' });
  });

  it('have no axe violations while they are edited', async () => {
    expect(await objectionsInEveryLook(page, () => panel().locator('lk-rate-preview tfoot').waitFor())).toEqual({});
  }, 60_000);

  it('are saved by keyboard, in force from their day, with a history of changes', async () => {
    await input('Effective from (UTC day)').fill('2026-01-01');
    await panel().getByText('If increments or minimum units change').waitFor();
    await input('Monthly fee').press('Enter');
    await panel().getByRole('table', { name: 'Cost rates' }).getByText('0.0005').waitFor();
    await panel().locator('lk-tag').filter({ hasText: 'list prices, unverified' }).waitFor();
    await panel().getByRole('button', { name: 'Edit' }).click();
    await input('Monthly fee').fill('80');
    await input('Effective from (UTC day)').fill('2026-01-01');
    await panel().getByRole('button', { name: 'Save' }).click();
    const newest = panel().locator('lk-rate-history ol > li').first();
    await newest.getByText('Monthly fee: 70.25 → 80.00').waitFor();
    await newest.getByText('by unknown (no accounts)').waitFor();
    await newest.getByText('effective from 2026-01-01').waitFor();
    expect(await panel().locator('lk-rate-history ol > li').count()).toBeGreaterThanOrEqual(2);
  });

  it('have no axe violations when they are shown', async () => {
    expect(
      await objectionsInEveryLook(page, () => panel().getByRole('table', { name: 'Cost rates' }).waitFor()),
    ).toEqual({});
    expect(stage().complaints).toEqual([]);
  }, 60_000);
});
