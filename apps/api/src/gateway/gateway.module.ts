/**
 * Pushes every change to browsers and programs: topics, snapshots, resume, conflation. The only place that knows
 * socket.io.
 *
 * Invariants: a subscriber receives a snapshot at an offset, then every later change once, from any replica; a message
 * is encoded once per topic; a slow reader uses bounded memory and delays no other socket. Lifecycle: sockets connect
 * once the server listens; at shutdown they are closed, and their clients reconnect to another replica.
 */
import { Module } from '@nestjs/common';
import { PublishModule } from '../publish/publish.module';
import { ChangesAnswers } from './answers/changes-answers';
import { EventsAnswers } from './answers/events-answers';
import { ReadQueue } from './answers/read-queue';
import { DashboardGateway } from './dashboard.gateway';
import { Channels } from './channels/channels';
import { Wire } from './channels/wire';
import { SlowReaders } from './slow-readers';
import { Subscriptions } from './subscriptions';

@Module({
  imports: [PublishModule],
  providers: [DashboardGateway, Wire, Channels, Subscriptions, SlowReaders, ReadQueue, ChangesAnswers, EventsAnswers],
})
export class GatewayModule {}
