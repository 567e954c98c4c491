/** axe over a page in both themes, at the width of a desk and of a phone. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { DESKTOP, PHONE } from './in-browser';

const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [DESKTOP, PHONE].map((size) => ({ colorScheme, size })),
);

/** What axe objects to, by look, as text that says what and where. */
export async function objections(page: Page, show: () => Promise<unknown>): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const { colorScheme, size } of LOOKS) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await show();
    await page.evaluate(axe.source); // not a <script>: the content security policy would refuse it
    const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
    const here = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    if (here.length > 0) found[`${colorScheme} ${size.width}`] = here;
  }
  return found;
}
