/**
 * The way of one webhook: token, body, ingest. Invariants: the answer says stored only when ingest says so; what cannot be
 * stored now is answered 503, which LiveKit retries, and never 4xx, which it drops.
 */
import { Injectable, Logger } from '@nestjs/common';
import type { DomainEvent } from '@livekit-dashboard/domain';
import { parseWebhook, WebhookVerifier } from '@livekit-dashboard/livekit';
import { IngestService } from '../ingest/ingest.service';
import { IngestUnavailable } from '../ingest/ingest-unavailable';
import type { ReceivedEvent } from '../ingest/received-event';
import { eventLine, isLiveKitEvent } from './event-line';
import { LogBudget } from './log-budget';
import { refused, unreadable, type Rejection } from './rejection';
import { RejectionCounter } from './rejection-counter';
import { safeText } from './safe-text';
import { lag, received, rejected } from './webhook.metrics';

export type WebhookAnswer =
  | { readonly status: 200; readonly result: Stored }
  | { readonly status: 503; readonly detail: string }
  | { readonly status: 400 | 401; readonly detail: string };
type Stored = Awaited<ReturnType<IngestService['submit']>>;

const ERROR_LINES_PER_SECOND = 20;

@Injectable()
export class WebhookService {
  private readonly logger = new Logger('Webhook');
  private readonly budget = new LogBudget(ERROR_LINES_PER_SECOND);

  constructor(
    private readonly verifier: WebhookVerifier,
    private readonly ingest: IngestService,
    private readonly rejections: RejectionCounter,
  ) {}

  async receive(authorization: string | undefined, body: Buffer): Promise<WebhookAnswer> {
    const receivedAt = Date.now();
    const verdict = await this.verifier.verify(authorization, body);
    if (!verdict.ok) return this.reject(refused(verdict, this.verifier.hasKeys));
    const { apiKey, source } = verdict;
    const parsed = parseWebhook(body, receivedAt);
    if (!parsed.ok) return this.reject(unreadable(parsed.fault, apiKey));
    const { event, payload } = parsed;
    return this.store({ source, apiKey, receivedAt, bytes: body.length, synthetic: false, event, payload });
  }

  /** Counts and logs a rejection, also one that the HTTP layer made. */
  reject(rejection: Rejection): { status: 400 | 401; detail: string } {
    const now = Date.now();
    rejected.inc({ reason: rejection.reason });
    this.rejections.add(rejection, now);
    if (this.budget.take(now)) this.logger.error(`Error processing webhook: ${rejection.detail}`);
    return { status: rejection.status === 401 ? 401 : 400, detail: rejection.detail };
  }

  private async store(webhook: ReceivedEvent): Promise<WebhookAnswer> {
    const { event } = webhook;
    const label = isLiveKitEvent(event.event) ? event.event : 'unknown';
    const verbose = Logger.isLevelEnabled('log');
    if (verbose) this.logger.log(`Received event: ${safeText(event.event)}`);
    lag.observe(Math.max(0, event.receivedAtMs - event.createdAtMs) / 1000);
    try {
      const result = await this.ingest.submit(webhook);
      received.inc({ event: label, result });
      if (verbose) this.logger.log(this.resultLine(event, result));
      return { status: 200, result };
    } catch (error) {
      received.inc({ event: label, result: 'unavailable' });
      return this.unavailable(error);
    }
  }

  private resultLine(event: DomainEvent, result: Stored): string {
    switch (result) {
      case 'stored':
        return eventLine(event);
      case 'duplicate':
        return `Already stored: ${safeText(event.event)} (id: ${safeText(event.id)})`;
      case 'quarantined':
        return `Kept apart, it could not be folded: ${safeText(event.event)} (id: ${safeText(event.id)})`;
    }
  }

  private unavailable(error: unknown): WebhookAnswer {
    const expected = error instanceof IngestUnavailable;
    const detail = expected ? error.message : 'It cannot be stored now';
    if (this.budget.take(Date.now())) {
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.error(
        `Error processing webhook: ${reason}`,
        expected || !(error instanceof Error) ? undefined : error.stack,
      );
    }
    return { status: 503, detail };
  }
}
