/** The settings that LiveKit's configuration needs, and a test of the webhook's address. */
import { z } from 'zod';
import { count, text } from './values';

/** Where LiveKit posts its webhooks. */
export const WEBHOOK_PATH = '/api/webhooks/livekit';

/** Name of the event that `POST setup/test` sends. LiveKit never sends it; it is stored and shown, and folds into nothing. */
export const TEST_EVENT = 'dashboard_test';

/** The settings that LiveKit's configuration needs. */
export const setup = z.object({
  publicUrl: text.nullable().describe('`PUBLIC_URL`. Null: not set, so the address in the browser is the best guess.'),
  webhookPath: text.describe('Path to which LiveKit posts its webhooks.'),
  envFile: text
    .nullable()
    .describe('Absolute path of the `.env` that this server reads at start; it need not exist. Null: none.'),
  tenantKey: text
    .nullable()
    .describe('`TENANT_KEY`: the field of room or participant metadata that names a tenant. Null: not set.'),
  servers: z
    .array(
      z.object({
        name: text.describe('The `source` of its sessions.'),
        url: text.nullable().describe('Base URL of its API. Null: not configured.'),
        keys: z.array(text).describe('Names of its API keys; never their secrets.'),
      }),
    )
    .describe('Each configured LiveKit server.'),
});

/** Body of `POST setup/test`. */
export const setupTestRequest = z.strictObject({
  server: z
    .string()
    .max(512)
    .optional()
    .describe('Name of the server whose first key signs the event. Left out: the first key of all.'),
});

/** Outcomes of a test event: see `setupTest.outcome`. */
export const TEST_OUTCOMES = ['stored', 'no_key', 'unreachable', 'timeout', 'tls', 'refused', 'unexpected'] as const;

/** Result of sending a test event. */
export const setupTest = z.object({
  outcome: z
    .enum(TEST_OUTCOMES)
    .describe(
      '`stored`: it arrived. `no_key`: there is none to sign it with. `unreachable`, `timeout`, `tls`: no answer from that address. ' +
        '`refused`: the webhook rejected it (see `detail`). `unexpected`: another program answered there, or another dashboard stored it.',
    ),
  url: text.describe('URL to which it was posted.'),
  throughPublicUrl: z
    .boolean()
    .describe('False: `PUBLIC_URL` is not set, so it went to the process itself and no proxy was tried.'),
  status: z.int().nullable().describe('HTTP status of the answer. Null: none arrived.'),
  ms: count.describe('Time from the request to its answer in ms.'),
  detail: text.nullable().describe('The answer, or why there was none. Null: nothing to add.'),
});
