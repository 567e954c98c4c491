import type { Page } from 'playwright-core';
import { capture, Room } from '@livekit-dashboard/harness/browser';
import { objectionsInEveryLook } from './testing/axe';
import { describeInBrowser, live, pill } from './testing/in-browser';

describeInBrowser('axe finds nothing', (stage) => {
  const room = new Room('design-review');
  let page: Page;

  beforeAll(async () => {
    page = await stage().open('/sessions', { reducedMotion: 'reduce' });
  });

  const inEveryLook = async (show: (page: Page) => Promise<unknown>): Promise<void> =>
    expect(await objectionsInEveryLook(page, show)).toEqual({});

  const goto = (path: string, sign: string) => async (): Promise<void> => {
    await page.goto(path);
    await live(page);
    await page.locator(sign).first().waitFor();
  };

  it('on the set-up guide', () => inEveryLook(goto('/', 'lk-setup-guide')), 60_000);

  it('without data', async () => {
    await stage().dashboard.post(...capture('aborted-join'), ...capture('names-reused'), ...capture('meeting'));
    await inEveryLook(goto('/sessions', 'text=No live sessions'));
  });

  it('in the history', () => inEveryLook(goto('/sessions?view=history', 'lk-session-history a')), 60_000);

  it('on live sessions', async () => {
    const person = { identity: 'ann', name: 'Ann' };
    const others = Array.from({ length: 40 }, (_, index) => new Room(`call-${index}`).started());
    const agent = { identity: 'agent-AJ_1', kind: 'AGENT' };
    await stage().dashboard.post(
      ...others,
      room.started(),
      room.joined(person),
      room.joined(agent),
      room.published('ann', 'MICROPHONE'),
      room.recording(),
      room.joined({ identity: 'ben' }),
      room.left('ben'),
    );
    await inEveryLook(goto('/sessions?sort=-people', 'lk-session-row >> text=design-review'));
  });

  it.each([
    ['participants', 'lk-participants-tab >> text=Ann'],
    ['tracks', 'lk-tracks-tab >> text=MICROPHONE'],
    ['egress', 'lk-egress-tab >> text=room_composite'],
    ['events', 'lk-event-list >> text=room_started'],
  ])('on a session, tab %s', (tab, sign) => inEveryLook(goto(`/sessions/${room.sid}?tab=${tab}`, sign)), 60_000);

  it.each([
    ['the overview', '/', 'lk-busiest >> text=design-review'],
    ['live agents', '/agents', 'lk-live-agents >> text=design-review'],
    ['agents by name', '/agents?view=names', 'lk-agent-names >> text=no name'],
    ['unattended sessions', '/agents?view=unattended', 'lk-agents-day >> text=without an agent'],
  ])('on %s', (_name, path, sign) => inEveryLook(goto(path, sign)), 60_000);

  it('on an unknown session', () => inEveryLook(goto('/sessions/RM_none', 'text=Session not found')), 60_000);

  it('on the events, with one opened', async () => {
    await inEveryLook(async () => {
      await goto('/events', 'lk-event-list >> text=room_started')();
      await page.getByRole('button', { name: 'room_started' }).last().click();
      await page.getByRole('region', { name: 'Event details' }).waitFor();
    });
  });

  it('without results', () => inEveryLook(goto('/no/such/page', 'text=Page not found')), 60_000);

  it('on stale data', async () => {
    await goto('/sessions?sort=-people', 'lk-session-row >> text=design-review')();
    await stage().dashboard.end('SIGKILL');
    await pill(page, /Reconnecting|Stale/).waitFor();
    await inEveryLook(() => page.locator('[data-stale] lk-session-row').first().waitFor());
  });
});
