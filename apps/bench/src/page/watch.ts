/** What the page shows, and when: the numbers of joins in the live table, each with the frame that painted it. */
import type { Page } from 'playwright-core';

export interface Seen {
  readonly sid: string;
  readonly joins: number;
  /** ms since 1970: the frame after the one that painted it has begun. */
  readonly at: number;
}

declare global {
  interface Window {
    seenJoins: Seen[];
  }
}

/** Starts observing. It runs in the page, hence no named function: the bundler would wrap it in a helper that the page does not have. */
export const watchJoins = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.seenJoins = [];
    const table = document.querySelector('lk-sessions-table');
    if (!table) throw new Error('The page has no table of sessions');
    new MutationObserver((mutations) => {
      const cells = new Set(mutations.map(({ target }) => target.parentElement?.closest('.joins')));
      const changed = [...cells].flatMap((cell) => {
        const sid = cell?.closest('lk-session-row')?.querySelector('a')?.getAttribute('href')?.split('/').at(-1);
        return sid ? [{ sid, joins: Number(cell?.textContent) }] : [];
      });
      if (changed.length === 0) return;
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          const at = performance.timeOrigin + performance.now();
          window.seenJoins.push(...changed.map((row) => ({ ...row, at })));
        }),
      );
    }).observe(table, { subtree: true, childList: true, characterData: true });
  });

/** All observed values, once this one was observed. */
export async function seenUntil(page: Page, sid: string, joins: number): Promise<Seen[]> {
  await page.waitForFunction(
    ([wanted, least]) => window.seenJoins.some((row) => row.sid === wanted && row.joins >= least),
    [sid, joins] as const,
  );
  return page.evaluate(() => window.seenJoins);
}
