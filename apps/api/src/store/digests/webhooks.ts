/** The webhooks that LiveKit sent, apart from what the dashboard made itself: synthetic events, and tests of its own address. */
import { TEST_EVENT } from '@livekit-dashboard/contracts';

const CONSIDERED = 200;

/** SQL of the last of them as rows `(stream_offset, received_ms, lag_ms)`, however many others came after. A sender whose clock is ahead is not early. */
export const LAST_WEBHOOKS = `
  SELECT stream_offset, received_ms, greatest(0, received_ms - created_ms) AS lag_ms FROM event
  WHERE NOT synthetic AND event <> '${TEST_EVENT}' ORDER BY stream_offset DESC LIMIT ${CONSIDERED}`;
