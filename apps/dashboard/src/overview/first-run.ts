import type { Health, Stats } from '@livekit-dashboard/contracts';

/**
 * Nothing of LiveKit ever came here, so there is nothing to look at but how to connect it. A test event does not end this: it proves
 * the way, not that LiveKit takes it. A session that LiveKit's API told of does.
 */
export function isFirstRun({ activeSessions, today, lastEventAt }: Stats, health: Health | null): boolean {
  const webhookAt = health ? health.lastWebhookAt : lastEventAt;
  return webhookAt === null && activeSessions === 0 && today.sessions === 0 && today.joins === 0;
}
