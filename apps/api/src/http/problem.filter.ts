/**
 * Turns every error of a request into problem+json. Invariant: EC3 (docs/protocol.md): the text of an internal error is
 * only logged, and the response contains a reference to that line.
 */
import { randomUUID } from 'node:crypto';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Problem } from '@livekit-dashboard/contracts';
import type { FastifyReply } from 'fastify';
import { problemOf, ProblemException, PROBLEM_TYPE } from './problem';
import { storeProblem } from './store-problem';
import { CallerClosedError } from './until-closed';

/**
 * Handles errors of Nest's routes. Errors before a route is reached (a body that is not JSON) call `answerError`
 * directly.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    answerError(error, host.switchToHttp().getResponse<FastifyReply>());
  }
}

export function answerError(error: unknown, reply: FastifyReply): void {
  if (error instanceof CallerClosedError) {
    reply.raw.destroy();
    return;
  }
  const problem = problemFor(error);
  // A streamed response that fails halfway can only be aborted.
  if (reply.raw.headersSent) reply.raw.destroy();
  // As text, since Fastify refuses an object if another content type was set before.
  else void reply.status(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
}

const logger = new Logger('Http');

function problemFor(error: unknown): Problem {
  if (error instanceof ProblemException) return error.problem;
  const known = storeProblem(error);
  if (known !== null) return known;
  const status = statusOf(error);
  if (status >= 400 && status < 500 && error instanceof Error) return problemOf(status, error.message);
  const reference = randomUUID();
  logger.error(`${reference} ${error instanceof Error ? error.message : String(error)}`, stackOf(error));
  return problemOf(status, `Something went wrong on our side. Its line in the log has the reference ${reference}.`);
}

const stackOf = (error: unknown) => (error instanceof Error ? error.stack : undefined);

/** Nest's own exceptions and Fastify's errors (`statusCode`) have a status. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { readonly statusCode?: unknown } | null | undefined)?.statusCode;
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : 500;
}
