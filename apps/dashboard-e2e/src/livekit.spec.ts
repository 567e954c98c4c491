/** A real LiveKit server and real people drive the page, from the first webhook to the deleted room. */
import { randomUUID } from 'node:crypto';
import { describeOrSkip, findLiveKit } from '@livekit-dashboard/harness';
import type { Page } from 'playwright-core';
import { LiveKitStory, type Step } from './harness/livekit-story';
import { describeInBrowser } from './testing/in-browser';

const STORY_MS = 120_000;

function story(): void {
  describeInBrowser('a real call on a real LiveKit server', (stage) => {
    it(
      'is shown as it happens',
      async () => {
        const list = await stage().open('/sessions');
        const room = `real-call-${randomUUID().slice(0, 8)}`;
        const call = LiveKitStory.play(stage().dashboard.origin, room);
        try {
          await follow(call, room, list, (path) => stage().open(path));
        } finally {
          call.end();
        }
      },
      STORY_MS,
    );
  });
}

async function follow(
  call: LiveKitStory,
  room: string,
  list: Page,
  open: (path: string) => Promise<Page>,
): Promise<void> {
  const row = list
    .getByRole('table', { name: 'Live sessions' })
    .locator('lk-session-row')
    .filter({ has: list.getByRole('link', { name: room }) });
  const counts = (cell: string, text: string) => row.locator(cell).getByText(text, { exact: true }).waitFor();
  const seen: Step[] = [];
  const step = async (expected: string): Promise<void> => {
    const one = await call.next();
    expect(one?.step).toBe(expected);
    if (one) seen.push(one);
  };

  await step('created');
  await row.waitFor();
  await counts('.people', '0');
  const detail = await open((await row.getByRole('link').getAttribute('href')) ?? '');
  const connections = (name: string) =>
    detail.locator('lk-participants-tab').getByRole('row').filter({ hasText: name });

  await step('joined');
  await counts('.people', '1');
  await connections('Alice')
    .getByText('connected', { exact: true })
    .waitFor()
    .catch(async (error: unknown) => {
      throw new Error(`${String(error)}\nThe page shows: ${await detail.locator('main').innerText()}`);
    });
  await step('published');
  await counts('.tracks', '1');
  await step('published');
  await counts('.tracks', '2');
  await step('unpublished');
  await counts('.tracks', '1');
  await step('joined');
  await counts('.people', '2');
  await step('rejoined');
  await connections('Bob').getByText('Joined again elsewhere').waitFor();
  await counts('.joins', '3');
  await counts('.people', '2');
  await step('aborted');
  await row.getByText('1 failed join').waitFor();
  await connections('henry').getByText('failed', { exact: true }).waitFor();
  await step('agent_joined');
  await counts('.agents', '1');
  await counts('.people', '2');
  await connections('agent-AJ_story1').getByText('connected', { exact: true }).waitFor();
  await step('removed');
  await connections('Bob').getByText('Removed by the application').waitFor();
  await counts('.people', '1');
  await step('left');
  await connections('Alice').getByText('Left', { exact: true }).last().waitFor();
  await step('deleted');
  await detail.locator('lk-session-header').getByText('ended').waitFor();
  await row.getByText('ended').waitFor();
  expect(await call.next()).toBeNull();
}

const missing = findLiveKit() === null ? 'LiveKit server: set LIVEKIT_SERVER to its program' : null;
describeOrSkip('with LiveKit', missing, story);
