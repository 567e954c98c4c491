/** The webhooks that LiveKit sent, apart from what the dashboard made itself: synthetic events, and tests of its own address. */
import { TEST_EVENT } from '@livekit-dashboard/contracts';

const CONSIDERED = 200;

/**
 * LiveKit drops what waited for 30 s, and its token is good for five minutes: what came later than that was posted again (a replay,
 * the past of a demo). That is old, not late.
 */
const LATEST_MS = 6 * 60_000;

/**
 * SQL of the last of them as rows `(stream_offset, received_ms, lag_ms)`, however many others came after. A sender whose clock is
 * ahead is not early; `lag_ms` is null of one that is old.
 */
export const LAST_WEBHOOKS = `
  SELECT stream_offset, received_ms,
    CASE WHEN received_ms - created_ms <= ${LATEST_MS} THEN greatest(0, received_ms - created_ms) END AS lag_ms FROM event
  WHERE NOT synthetic AND event <> '${TEST_EVENT}' ORDER BY stream_offset DESC LIMIT ${CONSIDERED}`;

/** SQL of when the last one came that retention deleted: a server that is quiet for longer than events are kept did post once. */
export const DELETED_WEBHOOK_MS = '(SELECT last_webhook_ms FROM retention WHERE id = 1)';
