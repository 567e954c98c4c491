/** What an operator sets up: how LiveKit reaches this dashboard, whether it does, and what a minute costs. */
import { Module } from '@nestjs/common';
import { OwnAddress } from './own-address';
import { RatesController } from './rates.controller';
import { SetupController } from './setup.controller';
import { WebhookTest } from './webhook-test';

@Module({ controllers: [RatesController, SetupController], providers: [OwnAddress, WebhookTest] })
export class SettingsModule {}
