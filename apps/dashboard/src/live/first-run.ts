import type { Health, Stats } from '@livekit-dashboard/contracts';

/**
 * Whether nothing of LiveKit ever arrived, so that the page shows how to connect it. A test event does not end this: it
 * proves that the address works, not that LiveKit uses it. A session that LiveKit's API lists ends it.
 */
export function isFirstRun({ activeSessions, today, lastEventAt }: Stats, health: Health | null): boolean {
  const webhookAt = health ? health.lastWebhookAt : lastEventAt;
  return webhookAt === null && activeSessions === 0 && today.sessions === 0 && today.joins === 0;
}
