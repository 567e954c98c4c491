/**
 * The first stage: raw body, signature, 200 only when the event is durable. Lifecycle: the verifier is created from the
 * configuration once; the route is registered with Fastify while the application starts.
 */
import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { WebhookVerifier, type WebhookKey } from '@livekit-dashboard/livekit';
import { Config } from '../config/config';
import { IngestModule } from '../ingest/ingest.module';
import { RejectionCounter } from './rejection-counter';
import { webhookRoute } from './webhook.route';
import { WebhookService } from './webhook.service';

const keysOf = ({ servers }: Config): ReadonlyMap<string, WebhookKey> =>
  new Map(
    servers.flatMap(({ name, keys }) => [...keys].map(([key, secret]) => [key, { secret, source: name }] as const)),
  );

@Module({
  imports: [IngestModule],
  providers: [
    { provide: WebhookVerifier, inject: [Config], useFactory: (config: Config) => new WebhookVerifier(keysOf(config)) },
    RejectionCounter,
    WebhookService,
  ],
})
export class WebhookModule implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly webhooks: WebhookService,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.host.httpAdapter.getInstance().register(webhookRoute(this.webhooks));
  }
}
