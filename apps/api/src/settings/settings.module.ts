/** What a person sets up and looks after: how LiveKit reaches this dashboard, and whether it does. */
import { Module } from '@nestjs/common';
import { OwnAddress } from './own-address';
import { SetupController } from './setup.controller';
import { WebhookTest } from './webhook-test';

@Module({ controllers: [SetupController], providers: [OwnAddress, WebhookTest] })
export class SettingsModule {}
