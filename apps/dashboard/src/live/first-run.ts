import type { Health, Stats } from '@livekit-dashboard/contracts';

/**
 * Whether nothing of LiveKit ever arrived, so that there is nothing to show but how to connect it. A test event does not end this: it
 * proves the way, not that LiveKit uses it. A session that LiveKit's API listed does.
 */
export function isFirstRun({ activeSessions, today, lastEventAt }: Stats, health: Health | null): boolean {
  const webhookAt = health ? health.lastWebhookAt : lastEventAt;
  return webhookAt === null && activeSessions === 0 && today.sessions === 0 && today.joins === 0;
}
