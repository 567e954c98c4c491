import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvFile } from 'node:process';
import { type ParseArgsOptionsConfig } from 'node:util';
import type { ApiKey } from '@livekit-dashboard/livekit';
import { UsageError, WORKSPACE } from '@livekit-dashboard/harness';

const WEBHOOK_PATH = '/api/webhooks/livekit';

/** Options of every command that posts. */
export const TARGET_OPTIONS = {
  url: { type: 'string', default: `http://127.0.0.1:3000${WEBHOOK_PATH}` },
  key: { type: 'string' },
  secret: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

/** The key pair `livekit-server --dev` uses, and `npm start` without a configuration. */
const DEV_KEY = { key: 'devkey', secret: 'secret' } as const;

export function apiKey(values: { key?: string | undefined; secret?: string | undefined }): ApiKey {
  const file = join(WORKSPACE, '.env');
  if (existsSync(file)) loadEnvFile(file);
  return {
    key: values.key ?? process.env['LIVEKIT_API_KEY'] ?? DEV_KEY.key,
    secret: values.secret ?? process.env['LIVEKIT_API_SECRET'] ?? DEV_KEY.secret,
  };
}

/** Where to post. An origin alone means the dashboard's webhook there. */
export function webhookUrl(text: string): URL {
  if (!URL.canParse(text)) throw new UsageError(`--url is not a URL: "${text}"`);
  const url = new URL(text);
  return url.pathname === '/' ? new URL(WEBHOOK_PATH, url) : url;
}
