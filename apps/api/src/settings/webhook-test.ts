/**
 * Sends this dashboard a webhook as LiveKit would, to the URL configured in LiveKit, and reports the result.
 * Invariants: the URL is from the configuration, never from the request; one test at a time; no secret is returned.
 */
import { randomBytes } from 'node:crypto';
import { type SetupTest, TEST_EVENT, WEBHOOK_PATH } from '@livekit-dashboard/contracts';
import { type ApiKey, signWebhook } from '@livekit-dashboard/livekit';
import { Injectable } from '@nestjs/common';
import { Config, type LiveKitServer } from '../config/config';
import { shownUrl } from '../config/shown-url';
import { ProblemException } from '../http/problem';
import { EventRepository } from '../store/stream/event.repository';
import { OwnAddress } from './own-address';
import { postTest } from './post-test';

const WITHIN_MS = 10_000;

const NO_KEY =
  'No API key is configured here: set LIVEKIT_API_KEY and LIVEKIT_API_SECRET. Until then every webhook is refused.';
const ELSEWHERE =
  'The webhook was accepted, but it is not in the database of this dashboard: another one answers at that address.';

@Injectable()
export class WebhookTest {
  private running = false;

  constructor(
    private readonly config: Config,
    private readonly own: OwnAddress,
    private readonly events: EventRepository,
  ) {}

  /** `server`: its first key signs the webhook; null: the first key of all servers. */
  async run(server: string | null): Promise<SetupTest> {
    const signer = this.signerOf(server);
    if (this.running) throw new ProblemException(429, 'A test is already running. Try again when it has ended.');
    this.running = true;
    try {
      return await this.send(signer);
    } finally {
      this.running = false;
    }
  }

  private signerOf(name: string | null): { readonly source: string; readonly apiKey: ApiKey } | null {
    const { servers } = this.config;
    const server = name === null ? servers.find(({ keys }) => keys.size > 0) : servers.find((one) => one.name === name);
    if (name !== null && !server) {
      const errors = [{ field: 'server', message: 'is not the name of a configured server' }];
      throw new ProblemException(400, 'The request has fields that are not valid.', { errors });
    }
    const apiKey = server && firstKey(server);
    return server && apiKey ? { source: server.name, apiKey } : null;
  }

  private async send(signer: ReturnType<WebhookTest['signerOf']>): Promise<SetupTest> {
    const url = `${this.config.publicUrl ?? this.own.origin}${WEBHOOK_PATH}`;
    const at = { url: shownUrl(url) ?? url, throughPublicUrl: this.config.publicUrl !== null };
    if (!signer) return { ...at, outcome: 'no_key', status: null, ms: 0, detail: NO_KEY };
    const id = `EV_${randomBytes(9).toString('base64url')}`;
    const nowMs = Date.now();
    const body = JSON.stringify({ event: TEST_EVENT, id, createdAt: String(Math.floor(nowMs / 1000)) });
    const result = await postTest(url, { body, token: signWebhook(body, signer.apiKey, nowMs) }, WITHIN_MS);
    if (result.outcome !== 'stored' || (await this.events.has(signer.source, id))) return { ...at, ...result };
    return { ...at, ...result, outcome: 'unexpected', detail: ELSEWHERE };
  }
}

function firstKey({ keys }: LiveKitServer): ApiKey | null {
  const [first] = keys;
  return first ? { key: first[0], secret: first[1] } : null;
}
