/**
 * Handles one webhook: token (before the body is read), body, ingest. Invariants: ST1, ST5 and ST14 (docs/protocol.md).
 * What cannot be stored now is answered 503, which LiveKit retries, and never 4xx, after which it drops the event.
 */
import { Injectable, Logger } from '@nestjs/common';
import type { DomainEvent } from '@livekit-dashboard/domain';
import { type Admission, parseWebhook, WebhookVerifier } from '@livekit-dashboard/livekit';
import { IngestService } from '../ingest/ingest.service';
import { IngestUnavailable } from '../ingest/ingest-unavailable';
import type { ReceivedEvent } from '../ingest/received-event';
import { eventLine, isLiveKitEvent } from './event-line';
import { LogBudget } from '../log/log-budget';
import { type Delivery, refused, unreadable, type Rejection } from './rejection';
import { RejectionCounter } from './rejection-counter';
import { safeText } from '../log/safe-text';
import { lag, received, rejected } from './webhook.metrics';

export type WebhookAnswer =
  | { readonly status: 200; readonly result: Stored }
  | { readonly status: 503; readonly detail: string }
  | WebhookRefusal;
export interface WebhookRefusal {
  readonly ok: false;
  readonly status: number;
  readonly detail: string;
}
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

  /** Checks the token. A refused token is counted and logged. */
  admit(authorization: string | undefined, delivery: Delivery): Admission | WebhookRefusal {
    const verdict = this.verifier.admit(authorization);
    return verdict.ok ? verdict : this.reject(refused(verdict, this.verifier.hasKeys), delivery);
  }

  async receive(admission: Admission, body: Buffer, remoteAddress: string | null): Promise<WebhookAnswer> {
    const receivedAt = Date.now();
    const delivery = { bytes: body.length, remoteAddress };
    const verdict = this.verifier.verifyBody(admission, body);
    if (!verdict.ok) return this.reject(refused(verdict, this.verifier.hasKeys), delivery);
    const { apiKey, source } = verdict;
    const parsed = parseWebhook(body, receivedAt);
    if (!parsed.ok) return this.reject(unreadable(parsed.error, admission), delivery);
    const { event, payload } = parsed;
    return this.store({ source, apiKey, receivedAt, bytes: body.length, synthetic: false, event, payload });
  }

  /** Counts, logs and answers every rejection, including those of the HTTP layer. */
  reject(rejection: Rejection, delivery: Delivery): WebhookRefusal {
    const now = Date.now();
    rejected.inc({ reason: rejection.reason });
    this.rejections.add(rejection, delivery, now);
    if (this.budget.allows(now)) this.logger.error(`Error processing webhook: ${rejection.detail}`);
    return { ok: false, status: rejection.status, detail: rejection.answer };
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
        return `Quarantined, it could not be folded: ${safeText(event.event)} (id: ${safeText(event.id)})`;
    }
  }

  private unavailable(error: unknown): WebhookAnswer {
    const expected = error instanceof IngestUnavailable;
    const detail = expected ? error.message : 'It cannot be stored now';
    if (this.budget.allows(Date.now())) {
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.error(
        `Error processing webhook: ${reason}`,
        expected || !(error instanceof Error) ? undefined : error.stack,
      );
    }
    return { status: 503, detail };
  }
}
