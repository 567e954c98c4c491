/** The URL that LiveKit must post to, and who can reach it. Pure. */
import type { Setup } from '@livekit-dashboard/contracts';

/**
 * The path of the webhook, until the server has answered. Not the contract's constant, which would add its schemas to
 * the bundle.
 */
const WEBHOOK_PATH = '/api/webhooks/livekit';

/** `loopback`: this machine alone. `private`: this network. `public`: everyone, as far as the name shows. */
export type Reach = 'loopback' | 'private' | 'public';

export interface WebhookAddress {
  readonly url: string;
  readonly port: string;
  /** False: the server does not know its own address, so it is the address that this browser uses. */
  readonly configured: boolean;
  readonly reach: Reach;
}

export function webhookAddress(setup: Setup | null, browserOrigin: string): WebhookAddress {
  const origin = setup?.publicUrl ?? browserOrigin;
  const { hostname, port, protocol } = new URL(origin);
  return {
    url: origin + (setup?.webhookPath ?? WEBHOOK_PATH),
    port: port || (protocol === 'https:' ? '443' : '80'),
    configured: setup !== null && setup.publicUrl !== null,
    reach: reachOf(hostname),
  };
}

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/;
const PRIVATE =
  /^(10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}|169\.254(\.\d+){2}|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])(\.\d+){2}|\[f[cd].*|\[fe80.*|.+\.(local|internal|lan|home\.arpa))$/;

export function reachOf(hostname: string): Reach {
  if (LOOPBACK.test(hostname)) return 'loopback';
  const bare = !hostname.includes('.') && !hostname.startsWith('[');
  return bare || PRIVATE.test(hostname) ? 'private' : 'public';
}
