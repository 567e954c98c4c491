/**
 * `POST /api/webhooks/livekit` as a Fastify plugin of its own, since its rules apply to this route only: bodies stay
 * bytes whatever their content type (the token signs bytes, and Nest's JSON parser skips LiveKit's type), and may be
 * large.
 *
 * The route is open to the network, so an unauthenticated request must cost little: the token is checked as soon as the
 * headers have arrived, and a bad one is answered before a byte of the body is read (ST14). Bodies with a valid token
 * count against one budget, from their announcement to their response (ST7). The server limits how long a body may take
 * (http/http-adapter.ts).
 */
import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import { WEBHOOK_PATH } from '@livekit-dashboard/contracts';
import type { Admission } from '@livekit-dashboard/livekit';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemOf, PROBLEM_TYPE } from '../http/problem';
import { ByteBudget } from './byte-budget';
import { type Delivery, type Rejection, unreceived } from './rejection';
import { duration } from './webhook.metrics';
import type { WebhookAnswer, WebhookRefusal } from './webhook.service';

/** Also with a trailing slash: a 404 would lose the event, since LiveKit does not retry 4xx. */
const WEBHOOK_PATHS = [WEBHOOK_PATH, `${WEBHOOK_PATH}/`] as const;

/**
 * Room and participant may each have 512 KiB of metadata and 64 KiB of attributes, and JSON makes them longer: metadata
 * is mostly JSON itself, whose quotes and backslashes double. This limit allows both at more than three times their
 * size; a 413 would silently lose the event.
 */
export const WEBHOOK_BODY_LIMIT = 4 * 1024 * 1024;
/** Of all webhooks together, while they arrive and until they are answered, in bytes. */
const IN_FLIGHT_LIMIT = 64 * 1024 * 1024;

/** LiveKit retries after 1, 2, 4 and 8 s regardless; other senders may use it. */
const RETRY_AFTER_SECONDS = '1';
const TOO_LARGE = `The body is larger than ${WEBHOOK_BODY_LIMIT / 1024 / 1024} MiB`;
const BUSY = { status: 503, detail: 'Too many webhooks are arriving at once' } as const;

export interface WebhookReceiver {
  admit(
    authorization: string | undefined,
    delivery: Delivery,
  ): Admission | WebhookRefusal | Promise<Admission | WebhookRefusal>;
  receive(admission: Admission, body: Buffer, remoteAddress: string | null): Promise<WebhookAnswer>;
  reject(rejection: Rejection, delivery: Delivery): WebhookRefusal;
}

/** A request with a valid token. */
interface Admitted {
  readonly admission: Admission;
  /** Reserves bytes of the budget; false if it is used up. */
  readonly reserve: (bytes: number) => boolean;
}

export function webhookRoute(receiver: WebhookReceiver, budget = new ByteBudget(IN_FLIGHT_LIMIT)) {
  const admitted = new WeakMap<FastifyRequest, Admitted>();

  /** Resolves to an immediate response, or to null if the body may be read. */
  async function admit(request: FastifyRequest, reply: FastifyReply) {
    const delivery = deliveryOf(request);
    const admission = await receiver.admit(request.headers.authorization, delivery);
    if (!admission.ok) return admission;
    const bytes = delivery.bytes ?? 0;
    if (bytes > WEBHOOK_BODY_LIMIT) return receiver.reject(unreceived(413, TOO_LARGE, admission), delivery);
    const reserve = reservation(budget, request, reply);
    if (!reserve(bytes)) return BUSY;
    admitted.set(request, { admission, reserve });
    return null;
  }

  return (scope: FastifyInstance, _options: object, done: () => void): void => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    scope.addHook('onRequest', async (request, reply) => {
      // Fastify would answer 415 to a content type that it cannot parse.
      request.headers['content-type'] = 'application/octet-stream';
      const answer = await admit(request, reply);
      if (answer) await send(reply, answer);
    });
    // A body without an announced length reserves bytes as it arrives.
    scope.addHook('preParsing', (request, _reply, body, next) => {
      const take = admitted.get(request)?.reserve;
      if (take && request.headers['content-length'] === undefined) next(null, counted(body as Readable, take));
      else next(null, body);
    });
    scope.addHook('onResponse', (_request, reply, next) => {
      duration.observe({ status: reply.statusCode }, reply.elapsedTime / 1000);
      next();
    });
    scope.setErrorHandler<FastifyError>((error, request, reply) => {
      const status = error.statusCode ?? 503;
      if (error === OVER_BUDGET) return send(reply, BUSY);
      if (status >= 500) return send(reply, { status: 503, detail: 'It cannot be stored now' });
      const signer = admitted.get(request)?.admission ?? null;
      return send(reply, receiver.reject(unreceived(status, error.message, signer), deliveryOf(request)));
    });
    for (const path of WEBHOOK_PATHS) {
      scope.post(path, { bodyLimit: WEBHOOK_BODY_LIMIT }, async (request, reply) => {
        const { admission } = admitted.get(request) ?? {};
        if (!admission) throw new Error('a webhook reached its route without a token check');
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        return send(reply, await receiver.receive(admission, body, deliveryOf(request).remoteAddress));
      });
    }
    done();
  };
}

function deliveryOf({ headers, raw }: FastifyRequest): Delivery {
  const announced = Number(headers['content-length'] ?? NaN);
  return { bytes: Number.isNaN(announced) ? null : announced, remoteAddress: raw.socket.remoteAddress ?? null };
}

/**
 * Reserves bytes of the budget for one request. All of them are released when the request is answered or its connection
 * closes.
 */
function reservation(budget: ByteBudget, { raw: { socket } }: FastifyRequest, { raw }: FastifyReply) {
  let held = 0;
  // The connection may have closed while the token was checked, and emits no event then.
  let over = socket.destroyed;
  const free = (): void => {
    over = true;
    for (const event of ['finish', 'close']) raw.off(event, free);
    socket.off('close', free);
    budget.free(held);
    held = 0;
  };
  for (const event of ['finish', 'close']) raw.once(event, free);
  // The response of a pipelined request that waits behind another one emits no `close` when the connection closes.
  socket.once('close', free);
  return (bytes: number): boolean => {
    // The rest of a refused body still arrives.
    if (over || !budget.reserve(bytes)) return false;
    held += bytes;
    return true;
  };
}

const OVER_BUDGET = new Error('over budget');

function counted(body: Readable, take: (bytes: number) => boolean): Readable {
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      if (take(chunk.length)) next(null, chunk);
      else next(OVER_BUDGET);
    },
  });
  // Fastify removes its listeners once it has refused a body as too large; an error without a listener would end the
  // process.
  counter.on('error', () => undefined);
  body.once('close', () => {
    if (!body.readableEnded) counter.destroy(new Error('the sender closed the connection'));
  });
  return body.pipe(counter);
}

interface Refused {
  readonly status: number;
  readonly detail: string;
}

function send(reply: FastifyReply, answer: WebhookAnswer | Refused) {
  if ('result' in answer) return reply.send({ result: answer.result });
  if (answer.status === 503) void reply.header('retry-after', RETRY_AFTER_SECONDS);
  return reply.status(answer.status).type(PROBLEM_TYPE).send(problemOf(answer.status, answer.detail));
}
