import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { Config } from '../config/config';

const ANY: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** The address on which this process listens. */
@Injectable()
export class OwnAddress {
  constructor(
    private readonly config: Config,
    private readonly host: HttpAdapterHost<FastifyAdapter>,
  ) {}

  get origin(): string {
    const bound = this.host.httpAdapter.getHttpServer().address();
    if (bound === null || typeof bound === 'string') return `http://127.0.0.1:${this.config.port}`;
    const address = ANY[bound.address] ?? bound.address;
    return `http://${address.includes(':') ? `[${address}]` : address}:${bound.port}`;
  }
}
