import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** The connection closed before the response was complete: no response can be delivered, and nothing is wrong here. */
export class CallerClosedError extends Error {
  override readonly name = 'CallerGoneError';

  constructor() {
    super('the caller closed the connection');
  }
}

/**
 * A signal that is aborted when the caller's connection closes before the response is complete, so that long work
 * stops.
 */
export const UntilClosed = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal => {
  const { raw } = context.switchToHttp().getResponse<FastifyReply>();
  const closed = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) closed.abort(new CallerClosedError());
  });
  return closed.signal;
});
