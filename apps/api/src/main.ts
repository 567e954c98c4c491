/** Starts the api: one Fastify for REST, webhooks, sockets and, in production, the built dashboard. */
import 'reflect-metadata';
import { startApplication } from './start-application';

await startApplication();
