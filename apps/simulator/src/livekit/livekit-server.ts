/**
 * A real livekit-server on loopback, with ports of its own and short timeouts, that posts its webhooks to a given URL.
 * Lifecycle: `startLiveKit` resolves when it answers; `stop` ends it (a LiveKit that stops tells nobody of its rooms' end).
 */
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { RoomServiceClient } from 'livekit-server-sdk';
import { answers, type Child, startChild } from '../harness/child';
import { freePort } from '../harness/free-port';
import type { ApiKey } from '../sender/sign';

/** The program: `LIVEKIT_SERVER`, or `livekit-server` on PATH, or where `go install` puts it. Null if there is none. */
export function findLiveKit(): string | null {
  const named = process.env['LIVEKIT_SERVER'];
  if (named !== undefined) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [
    ...folders.map((folder) => join(folder, 'livekit-server')),
    join(homedir(), 'go', 'bin', 'server'),
  ];
  return candidates.find(isRunnable) ?? null;
}

export interface LiveKitOptions {
  readonly program: string;
  readonly apiKey: ApiKey;
  readonly webhook: URL;
  /** A free one, if not told. */
  readonly port?: number;
  /** Seconds until a room nobody came to is closed. */
  readonly emptyTimeout?: number;
  /** Seconds from the last leave until the room is closed. */
  readonly departureTimeout?: number;
}

export interface LiveKit {
  readonly child: Child;
  readonly apiKey: ApiKey;
  /** For clients. */
  readonly url: string;
  readonly rooms: RoomServiceClient;
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
  return { child, apiKey, url: `ws://127.0.0.1:${port}`, rooms, stop: () => child.kill() };
}

/** JSON is YAML too, so the server takes this as its configuration. */
async function configuration(options: LiveKitOptions, port: number): Promise<object> {
  const { apiKey, webhook, emptyTimeout = 2, departureTimeout = 1 } = options;
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
  };
}

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
