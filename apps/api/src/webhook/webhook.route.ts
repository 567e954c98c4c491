/**
 * `POST /api/webhooks/livekit` as a Fastify plugin of its own, so that what it needs holds on this route only: bodies stay
 * bytes whatever their content type (the token signs bytes; Nest's JSON parser skips LiveKit's type), and may be large.
 */
import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream/promises';
import { WEBHOOK_PATH } from '@livekit-dashboard/contracts';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { problemOf, PROBLEM_TYPE } from '../http/problem';
import { unreceived, type Rejection } from './rejection';
import { duration } from './webhook.metrics';
import type { WebhookAnswer } from './webhook.service';

/** With a slash at the end too: a 404 would lose the event for good, LiveKit does not retry 4xx. */
export const WEBHOOK_PATHS = [WEBHOOK_PATH, `${WEBHOOK_PATH}/`] as const;

/**
 * Room and participant may each carry 512 KiB of metadata and 64 KiB of attributes, and JSON makes them grow: metadata is
 * mostly JSON itself, whose quotes and backslashes double. This holds both at more than three times their size; 413 would
 * be a silent loss.
 */
export const WEBHOOK_BODY_LIMIT = 4 * 1024 * 1024;

/** LiveKit retries after 1, 2, 4 and 8 s whatever we say; others may listen. */
const RETRY_AFTER_SECONDS = '1';

const READ_TO_END_MS = 5_000;

export interface WebhookReceiver {
  receive(authorization: string | undefined, body: Buffer): Promise<WebhookAnswer>;
  reject(rejection: Rejection): unknown;
}

export function webhookRoute(receiver: WebhookReceiver) {
  return (scope: FastifyInstance, _options: object, done: () => void): void => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    // One that Fastify cannot read would be refused with 415.
    scope.addHook('onRequest', (request, _reply, next) => {
      request.headers['content-type'] = 'application/octet-stream';
      next();
    });
    scope.addHook('onResponse', (_request, reply, next) => {
      duration.observe({ status: reply.statusCode }, reply.elapsedTime / 1000);
      next();
    });
    scope.setErrorHandler<FastifyError>(async (error, request, reply) => {
      const status = error.statusCode ?? 503;
      if (status >= 500) return send(reply, { status: 503, detail: 'It cannot be stored now' });
      receiver.reject(unreceived(status, error.message));
      await readToEnd(request.raw);
      return send(reply, { status, detail: error.message });
    });
    for (const path of WEBHOOK_PATHS) {
      scope.post(path, { bodyLimit: WEBHOOK_BODY_LIMIT }, async ({ headers, body }, reply) =>
        send(reply, await receiver.receive(headers.authorization, Buffer.isBuffer(body) ? body : Buffer.alloc(0))),
      );
    }
    done();
  };
}

/** A sender that is still writing when it is answered sees a broken pipe and no answer. So the rest is read, and forgotten. */
async function readToEnd(request: IncomingMessage): Promise<void> {
  request.resume();
  await finished(request, { writable: false, signal: AbortSignal.timeout(READ_TO_END_MS) }).catch(() => undefined);
}

function send(reply: FastifyReply, answer: WebhookAnswer | { readonly status: number; readonly detail: string }) {
  if ('result' in answer) return reply.send({ result: answer.result });
  if (answer.status === 503) void reply.header('retry-after', RETRY_AFTER_SECONDS);
  return reply.status(answer.status).type(PROBLEM_TYPE).send(problemOf(answer.status, answer.detail));
}
