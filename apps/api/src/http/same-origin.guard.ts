import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Config } from '../config/config';
import { ProblemException } from './problem';
import { isAllowedOrigin } from './same-origin';

/** For requests that do something: a page of another site must not make somebody's browser send them. */
@Injectable()
export class SameOriginGuard implements CanActivate {
  constructor(private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    const { origin, host } = context.switchToHttp().getRequest<FastifyRequest>().headers;
    if (isAllowedOrigin(origin, host, this.config.publicUrl)) return true;
    throw new ProblemException(403, 'This is asked for by a page of another origin.');
  }
}
