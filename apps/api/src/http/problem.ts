/** RFC 9457: every error leaves the api in this form, as `application/problem+json`. */
import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import type { Problem } from '@livekit-dashboard/contracts';

export const PROBLEM_TYPE = 'application/problem+json';

type Extra = Pick<Problem, 'errors' | 'floor'>;

export const problemOf = (status: number, detail: string, extra: Extra = {}): Problem => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail,
  ...extra,
});

/** Thrown anywhere in a request; `detail` is for the caller to read. */
export class ProblemException extends HttpException {
  readonly problem: Problem;

  constructor(status: number, detail: string, extra: Extra = {}) {
    const problem = problemOf(status, detail, extra);
    super(problem, status);
    this.problem = problem;
  }
}
