/** RFC 9457: every error of the api has this form, sent as `application/problem+json` (EC1). */
import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import type { ErrorCode, Problem } from '@livekit-dashboard/contracts';

export const PROBLEM_TYPE = 'application/problem+json';

type Extra = Pick<Problem, 'errors' | 'floor' | 'choices'> & { readonly code?: ErrorCode };

/** The code of a status if the cause has no code of its own. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  300: 'ambiguous',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  408: 'timeout',
  409: 'conflict',
  410: 'gone',
  413: 'too_large',
  414: 'too_large',
  415: 'unsupported_media_type',
  421: 'unknown_host',
  429: 'too_many_requests',
  431: 'too_large',
  503: 'unavailable',
};

export const problemOf = (status: number, detail: string, { code, ...extra }: Extra = {}): Problem => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail,
  code: code ?? CODES[status] ?? (status >= 500 ? 'internal' : 'bad_request'),
  ...extra,
});

/** May be thrown anywhere in a request; `detail` is sent to the caller. */
export class ProblemException extends HttpException {
  readonly problem: Problem;

  constructor(status: number, detail: string, extra: Extra = {}) {
    const problem = problemOf(status, detail, extra);
    super(problem, status);
    this.problem = problem;
  }
}
