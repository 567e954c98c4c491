import type { Page } from 'playwright-core';

/**
 * Resolves once the section of that id has the focus and is at the top of the page, or as close to it as the page
 * scrolls.
 */
export async function brought(page: Page, id: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    const [main, section] = [document.querySelector('main'), document.getElementById(wanted)];
    if (!main || !section || document.activeElement !== section || main.scrollTop === 0) return false;
    if (document.documentElement.scrollTop !== 0) return false;
    const below = Math.round(section.getBoundingClientRect().top - main.getBoundingClientRect().top);
    const atEnd = main.scrollTop + main.clientHeight >= main.scrollHeight - 1;
    return below >= 0 && (below <= 24 || (atEnd && below < main.clientHeight));
  }, id);
}
