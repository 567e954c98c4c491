/**
 * A real livekit-server on loopback, with ports of its own and short timeouts, that posts its webhooks to a given URL.
 * Lifecycle: `startLiveKit` resolves when it answers; `stop` ends it (a LiveKit that stops sends no webhook of its rooms' end).
 */
import { EgressClient, RoomServiceClient } from 'livekit-server-sdk';
import { answers, type Child, freePort, startChild } from '@livekit-dashboard/harness';
import type { ApiKey } from '@livekit-dashboard/livekit';

export interface LiveKitOptions {
  readonly program: string;
  readonly apiKey: ApiKey;
  readonly webhook: URL;
  /** Default: a free one. */
  readonly port?: number;
  /** Seconds until an empty room is closed. */
  readonly emptyTimeout?: number;
  /** Seconds from the last leave until the room is closed. */
  readonly departureTimeout?: number;
  /** host:port of a Redis, which egress and ingress need. Default: none. */
  readonly redis?: string;
}

export interface LiveKit {
  readonly child: Child;
  readonly apiKey: ApiKey;
  /** For clients. */
  readonly url: string;
  readonly rooms: RoomServiceClient;
  readonly egress: EgressClient;
  stop(): Promise<void>;
}

export async function startLiveKit(options: LiveKitOptions): Promise<LiveKit> {
  const { apiKey, program } = options;
  const { port = await freePort() } = options;
  const child = await startChild({
    command: program,
    args: [],
    env: { LIVEKIT_CONFIG: JSON.stringify(await configuration(options, port)) },
    ready: () => answers(new URL(`http://127.0.0.1:${port}/`)),
  });
  const rooms = new RoomServiceClient(`http://127.0.0.1:${port}`, apiKey.key, apiKey.secret);
  const egress = new EgressClient(`http://127.0.0.1:${port}`, apiKey.key, apiKey.secret);
  return { child, apiKey, egress, url: `ws://127.0.0.1:${port}`, rooms, stop: () => child.kill() };
}

/** JSON is YAML too, so the server takes this as its configuration. */
async function configuration(options: LiveKitOptions, port: number): Promise<object> {
  const { apiKey, webhook, emptyTimeout = 2, departureTimeout = 1, redis } = options;
  return {
    port,
    bind_addresses: ['127.0.0.1'],
    rtc: {
      tcp_port: await freePort(),
      udp_port: await freePort(),
      node_ip: '127.0.0.1',
      use_external_ip: false,
      enable_loopback_candidate: true,
      interfaces: { includes: ['lo'] },
    },
    room: { empty_timeout: emptyTimeout, departure_timeout: departureTimeout },
    keys: { [apiKey.key]: apiKey.secret },
    webhook: { api_key: apiKey.key, urls: [webhook.href] },
    logging: { level: 'warn' },
    ...(redis !== undefined && { redis: { address: redis } }),
  };
}
