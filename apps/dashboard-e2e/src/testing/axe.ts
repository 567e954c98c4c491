/** Checks a page with axe in both themes, at desktop and phone width. */
import type { Page } from 'playwright-core';
import { objections } from '../harness/axe';
import { DESKTOP, PHONE } from './in-browser';

const MODES = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [DESKTOP, PHONE].map((size) => ({ colorScheme, size })),
);

/** axe's findings by mode; `show` brings the page to the state to check in each mode. */
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
