/**
 * The baseline of the measurements: a plain NestJS server on Express, with the usual parts used in the usual way.
 * The SDK's receiver verifies, TypeORM's repositories save event, session, participant and track one by one, and the response is sent
 * after the last commit. No batches, no offsets, no fold. Settings: PORT, DATABASE_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET.
 */
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { WebhookReceiver } from 'livekit-server-sdk';
import { DataSource } from 'typeorm';
import { EventRow, ParticipantRow, SessionRow, TrackRow } from './entities';
import { WebhookController } from './webhook.controller';
import { WebhookService } from './webhook.service';

const { PORT = '0', DATABASE_URL = '', LIVEKIT_API_KEY = '', LIVEKIT_API_SECRET = '' } = process.env;
const database = new DataSource({
  type: 'postgres',
  url: DATABASE_URL,
  entities: [EventRow, SessionRow, ParticipantRow, TrackRow],
  synchronize: true,
});

@Module({
  controllers: [WebhookController],
  providers: [
    WebhookService,
    { provide: DataSource, useFactory: () => database.initialize() },
    { provide: WebhookReceiver, useFactory: () => new WebhookReceiver(LIVEKIT_API_KEY, LIVEKIT_API_SECRET) },
  ],
})
class PlainModule {}

const app = await NestFactory.create<NestExpressApplication>(PlainModule, new ExpressAdapter(), { rawBody: true });
app.useBodyParser('json', { type: 'application/webhook+json', limit: '2mb' });
app.enableShutdownHooks();
await app.listen(Number(PORT), '127.0.0.1');
console.log('ready');
