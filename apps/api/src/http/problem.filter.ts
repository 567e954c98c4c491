/**
 * Turns whatever a request threw into problem+json. Invariant: the text of an error that is ours stays in the log; the
 * answer carries a reference that finds it there.
 */
import { randomUUID } from 'node:crypto';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Problem } from '@livekit-dashboard/contracts';
import type { FastifyReply } from 'fastify';
import { problemOf, ProblemException, PROBLEM_TYPE } from './problem';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.problemFor(error);
    // A streamed answer that breaks halfway can only be cut.
    if (reply.raw.headersSent) reply.raw.destroy();
    else void reply.status(problem.status).type(PROBLEM_TYPE).send(problem);
  }

  private problemFor(error: unknown): Problem {
    if (error instanceof ProblemException) return error.problem;
    const status = statusOf(error);
    if (status >= 400 && status < 500 && error instanceof Error) return problemOf(status, error.message);
    const reference = randomUUID();
    this.logger.error(`${reference} ${error instanceof Error ? error.message : String(error)}`, stackOf(error));
    return problemOf(status, `Something went wrong on our side. Its line in the log has the reference ${reference}.`);
  }
}

const stackOf = (error: unknown) => (error instanceof Error ? error.stack : undefined);

/** Nest's own exceptions, and Fastify's errors (`statusCode`), know their status. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { readonly statusCode?: unknown } | null | undefined)?.statusCode;
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : 500;
}
