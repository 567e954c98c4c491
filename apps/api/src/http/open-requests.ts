/**
 * Closes connections that would block a shutdown: half a header, a body that stopped, a download that is not read, a
 * socket that does not close. Node waits for those for ever, and the process would keep its database and its data
 * folder locked (ST11). Lifecycle: when the shutdown begins, accepted requests have `GRACE_MS`; then every connection
 * is closed, including those that arrive while the server still listens.
 */
import type { Socket } from 'node:net';
import { Injectable, type OnApplicationShutdown, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';

/** At least as long as a webhook may wait for its transaction, in ms. */
const GRACE_MS = 5_000;
const THEN_EVERY_MS = 250;

@Injectable()
export class OpenRequests implements OnModuleInit, OnModuleDestroy, OnApplicationShutdown {
  /** All connections: the server's own list lacks those that were upgraded. */
  private readonly connections = new Set<Socket>();
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  onModuleInit(): void {
    this.host.httpAdapter.getHttpServer().on('connection', (socket: Socket) => {
      this.connections.add(socket);
      socket.once('close', () => this.connections.delete(socket));
    });
  }

  onModuleDestroy(): void {
    this.closeAfter(GRACE_MS);
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) clearTimeout(this.timer);
  }

  private closeAfter(ms: number): void {
    this.timer = setTimeout(() => {
      for (const socket of this.connections) socket.destroy();
      this.closeAfter(THEN_EVERY_MS);
    }, ms);
  }
}
