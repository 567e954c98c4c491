/** Where a demo continues that is started again on the same database: after its newest session. */
import type { SessionList } from '@livekit-dashboard/contracts';

/** When the newest session of the dashboard behind `webhook` began, ms since 1970; null if it has none. */
export async function newestSession(webhook: URL): Promise<number | null> {
  const answer = await fetch(new URL('/api/v1/sessions?sort=-startedAt&limit=1', webhook));
  if (!answer.ok) throw new Error(`${webhook.origin} does not tell its sessions: ${answer.status}`);
  const { items } = (await answer.json()) as SessionList;
  const startedAt = items[0]?.startedAt;
  return startedAt ? Date.parse(startedAt) : null;
}
