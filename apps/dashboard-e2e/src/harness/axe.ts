import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** axe's findings on the current page, as texts with the rule and the element. */
export async function objections(page: Page): Promise<string[]> {
  await page.evaluate(axe.source); // not a <script>: the content security policy would refuse it
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
