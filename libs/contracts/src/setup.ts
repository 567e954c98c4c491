/** What a newcomer needs to connect LiveKit, and a test of the way its webhooks take. */
import { z } from 'zod';
import { count, text } from './values';

/** Where LiveKit posts its webhooks. */
export const WEBHOOK_PATH = '/api/webhooks/livekit';

/** Name of the event that `POST setup/test` sends. No LiveKit sends it; it is stored and shown, and folds into nothing. */
export const TEST_EVENT = 'dashboard_test';

export const setup = z.object({
  publicUrl: text.nullable().describe('`PUBLIC_URL`. Null: not told, so the address in the browser is the best guess.'),
  webhookPath: text,
  tenantKey: text
    .nullable()
    .describe('`TENANT_KEY`: the field of room metadata that names a tenant. Null: there are none.'),
  servers: z.array(
    z.object({
      name: text,
      url: text.nullable().describe('Where its API is asked; null if that is not configured.'),
      keys: z.array(text).describe('Names of its API keys; never their secrets.'),
    }),
  ),
});

export const setupTestRequest = z.strictObject({
  server: z.string().max(512).optional().describe('Whose first key signs it. Left out: the first key there is.'),
});

export const TEST_OUTCOMES = ['stored', 'no_key', 'unreachable', 'timeout', 'tls', 'refused', 'unexpected'] as const;

/** How the test event fared. */
export const setupTest = z.object({
  outcome: z
    .enum(TEST_OUTCOMES)
    .describe(
      '`stored`: it came through. `no_key`: there is none to sign it with. `unreachable`, `timeout`, `tls`: no answer from that address. ' +
        '`refused`: the webhook said no (see `detail`). `unexpected`: something else answered there, or another dashboard took it.',
    ),
  url: text.describe('Where it was posted.'),
  throughPublicUrl: z
    .boolean()
    .describe('False: `PUBLIC_URL` is not set, so it went to the process itself and no proxy was tried.'),
  status: z.int().nullable().describe('HTTP status of the answer.'),
  ms: count.describe('From the request to its answer.'),
  detail: text.nullable().describe('What was answered, or why nothing was.'),
});

export type Setup = z.infer<typeof setup>;
export type SetupTestRequest = z.infer<typeof setupTestRequest>;
export type SetupTest = z.infer<typeof setupTest>;
