/** SQL of LiveKit's webhooks, without synthetic events and tests of the dashboard's own address. */
import { TEST_EVENT } from '@livekit-dashboard/contracts';

const CONSIDERED = 200;

/**
 * LiveKit drops an event that waited for 30 s, and its token is valid for five minutes. A later one was posted again (a
 * replay, the past of a demo), so it is old, not delayed.
 */
const LATEST_MS = 6 * 60_000;

/**
 * SQL of the latest webhooks as rows `(stream_offset, received_ms, lag_ms)`, however many other events follow. A clock
 * that is ahead gives no negative delay; `lag_ms` is null for an old event.
 */
export const LAST_WEBHOOKS = `
  SELECT stream_offset, received_ms,
    CASE WHEN received_ms - created_ms <= ${LATEST_MS} THEN greatest(0, received_ms - created_ms) END AS lag_ms FROM event
  WHERE NOT synthetic AND event <> '${TEST_EVENT}' ORDER BY stream_offset DESC LIMIT ${CONSIDERED}`;

/**
 * SQL of the time of the last webhook that retention deleted: a server that is silent for longer than events are kept
 * did post before.
 */
export const DELETED_WEBHOOK_MS = '(SELECT last_webhook_ms FROM retention WHERE id = 1)';
