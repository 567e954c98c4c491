/**
 * How long the page takes to respond to the user during events: from the input event, as the browser stamped it, to the frame that
 * shows the result.
 */
import type { Page } from 'playwright-core';
import { rankOf, type Scene, verdict } from './scene';

const GOAL_MS = 200;
const TIMES = 12;
/** No result by then is reported as infinitely late. */
const GIVE_UP_MS = 5000;

declare global {
  interface Window {
    answered: Promise<number>;
  }
}

/** The action, by a real key or mouse button, and the script that returns whether its result is shown. */
interface Interaction {
  readonly name: string;
  readonly act: (page: Page) => Promise<void>;
  readonly shown: string;
  readonly before?: (page: Page) => Promise<void>;
}

const FIRST = `document.querySelector('lk-session-row a')?.textContent ?? ''`;
const ROWS = `document.querySelectorAll('lk-session-row').length`;

const INTERACTIONS: readonly Interaction[] = [
  {
    name: 'sort by room, and back',
    act: (page) => page.getByRole('columnheader', { name: 'Room' }).getByRole('button').click(),
    shown: `${FIRST} !== window.first`,
  },
  {
    name: 'filter by a word',
    before: (page) => page.getByRole('combobox').first().fill(''),
    act: (page) => page.getByRole('combobox').first().press('9'),
    shown: `${ROWS} > 0 && [...document.querySelectorAll('lk-session-row')].every((row) => row.textContent.includes('9'))`,
  },
  {
    name: 'clear the filter',
    before: async (page) => {
      await page.getByRole('combobox').first().fill('room-55');
      await page.getByRole('combobox').first().press('Escape'); // closes the suggestions
    },
    act: (page) => page.getByRole('combobox').first().press('Escape'),
    shown: `[...document.querySelectorAll('lk-session-row')].some((row) => !row.textContent.includes('room-55'))`,
  },
  {
    name: 'open a session',
    act: (page) => page.locator('lk-session-row a').nth(3).click(),
    shown: `[...document.querySelectorAll('h1')].some((heading) => heading.textContent.includes('room-'))`,
  },
  {
    name: 'back to the list',
    before: (page) => page.locator('lk-session-row a').nth(3).click(),
    act: (page) => page.getByRole('link', { name: 'Sessions' }).first().click(),
    shown: `${ROWS} > 10`,
  },
];

export async function interactions(scene: Scene): Promise<void> {
  const end = scene.begin();
  const page = await scene.open('/sessions');
  await page.locator('lk-session-row').first().waitFor();
  await page.waitForTimeout(3000);
  const rows: Record<string, string | number>[] = [];
  for (const interaction of INTERACTIONS) rows.push(await measure(page, interaction));
  await end();
  console.log(`\nInput to painted answer: ${scene.options.rooms} live sessions, ${scene.options.rate} events/s`);
  console.table(rows);
  for (const { name, 'p95 ms': p95 } of rows) verdict(`${name} (p95)`, Number(p95), GOAL_MS);
  await page.close();
}

async function measure(page: Page, interaction: Interaction): Promise<Record<string, string | number>> {
  const times: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    await page.locator('lk-session-row').nth(3).waitFor();
    await interaction.before?.(page);
    await page.waitForTimeout(400);
    await page.evaluate(watchAnswer(interaction.shown));
    await interaction.act(page);
    times.push(await page.evaluate(() => window.answered));
    await page.getByRole('link', { name: 'Sessions' }).first().click();
    await page.waitForURL('**/sessions');
  }
  const first = times.shift() ?? NaN; // its code has not run before
  const [p50, p95, max] = [0.5, 0.95, 1].map((share) => rankOf(times, share));
  return {
    name: interaction.name,
    samples: times.length,
    'p50 ms': p50 ?? NaN,
    'p95 ms': p95 ?? NaN,
    'max ms': max ?? NaN,
    'first time ms': Math.round(first),
  };
}

/** A script for the page: `window.answered` resolves to the ms from the next input event to the painted result. */
const watchAnswer = (shown: string): string => `{
  window.first = ${FIRST};
  window.answered = new Promise((resolve) => {
    let since = null;
    const begin = ({ timeStamp }) => (since ??= timeStamp);
    for (const type of ['click', 'keydown']) addEventListener(type, begin, { capture: true, once: true });
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now() - since); // a task of its own, after the frame
    setTimeout(() => resolve(Infinity), ${GIVE_UP_MS});
    const look = () => (since !== null && (${shown}) ? port2.postMessage(null) : requestAnimationFrame(look));
    requestAnimationFrame(look);
  });
  null; // the value of the script: a promise would be awaited before the action
}`;
