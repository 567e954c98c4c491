import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { answerError } from './problem.filter';
import { CallerClosedError } from './until-closed';

describe('an error of a request', () => {
  const logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  beforeEach(() => logged.mockClear());
  afterAll(() => logged.mockRestore());

  const destroy = jest.fn();
  const reply = {
    raw: { headersSent: false, destroy },
    status: () => reply,
    type: () => reply,
    send: () => reply,
  } as unknown as FastifyReply;

  it('is logged if it is an internal one', () => {
    answerError(new Error('a bug'), reply);
    expect(logged).toHaveBeenCalledTimes(1);
  });

  it('is not logged if the caller has disconnected', () => {
    answerError(new CallerClosedError(), reply);
    expect(logged).not.toHaveBeenCalled();
    expect(destroy).toHaveBeenCalledTimes(1);
  });
});
