/** Settings show what is kept, and erase one person after explaining the effect. */
import type { Page } from 'playwright-core';
import { Room } from '@livekit-dashboard/harness/browser';
import { objectionsInEveryLook } from './testing/axe';
import { DESKTOP, describeInBrowser, PHONE } from './testing/in-browser';

const ANN = 'ann@example.com';

describeInBrowser(
  'retention and erasure',
  (stage) => {
    let page: Page;
    const panel = () => page.locator('lk-retention-panel');

    beforeAll(async () => {
      const room = new Room('town-hall');
      const [ann, ben] = [room.joined({ identity: ANN, name: 'Ann' }), room.joined({ identity: 'ben' })];
      await stage().dashboard.post(room.started(), ann, ben);
      page = await stage().open('/settings');
    });
    afterEach(() => expect(stage().complaints).toEqual([]));

    it('show the retention periods', async () => {
      await panel().getByText('30 days').waitFor();
      await panel().getByText('400 days').waitFor();
      await panel().getByText('none yet').waitFor();
    });

    it('explain the effect, and do nothing if cancelled', async () => {
      await panel().getByLabel('Identity').fill(ANN);
      await panel().getByLabel('Identity').press('Enter');
      await panel()
        .getByRole('group', { name: `Erase ${ANN} permanently?` })
        .getByText('Counts, minutes and costs do not change')
        .waitFor();
      const confirming = () => panel().getByRole('group').waitFor();
      expect(await objectionsInEveryLook(page, confirming)).toEqual({});
      await page.setViewportSize(DESKTOP);
      await panel().getByRole('button', { name: 'Cancel' }).click();
      await panel().getByRole('group').waitFor({ state: 'detached' });
      expect(
        await panel()
          .getByLabel('Identity')
          .evaluate((field) => field === document.activeElement),
      ).toBe(true);
    });

    it('erase permanently, report the result, and update every page at once', async () => {
      const other = await stage().open('/sessions');
      await other.getByText('town-hall').click();
      await other.locator('main bdi', { hasText: ANN }).first().waitFor();
      await panel().getByRole('button', { name: 'Erase …' }).click();
      await panel().getByRole('button', { name: 'Erase permanently' }).click();
      await panel().getByRole('status').getByText('1 connection, 0 tracks and 1 raw event').waitFor();
      await other
        .locator('main bdi', { hasText: /^erased-[0-9a-f]{24}$/ })
        .first()
        .waitFor();
      expect(await other.getByText(ANN).count()).toBe(0);
      await other.close();
    });

    it('report that nothing was found', async () => {
      await panel().getByLabel('Identity').fill('nobody');
      await panel().getByRole('button', { name: 'Erase …' }).click();
      await panel().getByRole('button', { name: 'Erase permanently' }).click();
      await panel().getByRole('status').getByText('No data is stored for nobody').waitFor();
    });

    it('fit a phone', async () => {
      const phone = await stage().open('/settings', { viewport: PHONE });
      await phone.locator('lk-retention-panel').getByText('400 days').waitFor();
      expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
      await phone.close();
    });
  },
  { RETENTION_DAYS: '30', SESSION_RETENTION_DAYS: '400' },
);
