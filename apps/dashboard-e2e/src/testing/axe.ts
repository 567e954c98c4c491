/** axe over a page in both themes, at the width of a desk and of a phone. */
import type { Page } from 'playwright-core';
import { objections } from '../harness/axe';
import { DESKTOP, PHONE } from './in-browser';

const MODES = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [DESKTOP, PHONE].map((size) => ({ colorScheme, size })),
);

/** What axe objects to, by mode; `show` brings the page to the state to check, in each. */
export async function objectionsInEveryLook(
  page: Page,
  show: (page: Page) => Promise<unknown>,
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const { colorScheme, size } of MODES) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await show(page);
    const here = await objections(page);
    if (here.length > 0) found[`${colorScheme} ${size.width}`] = here;
  }
  return found;
}
