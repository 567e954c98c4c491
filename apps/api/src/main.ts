/** Starts the api: one Fastify for REST, webhooks, sockets and, in production, the built dashboard. */
import { flushCompileCache } from 'node:module';
import 'reflect-metadata';
import { startApplication } from './start-application';

await startApplication();
// Where NODE_COMPILE_CACHE is set. Node itself writes it at exit, but a signal ends this process.
flushCompileCache();
