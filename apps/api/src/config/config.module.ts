import { Global, Module } from '@nestjs/common';
import { Config } from './config';
import { loadConfig } from './load-config';
import { StartNotes } from './start-notes';

/** Provides the one `Config` to every module. Tests override the provider. */
@Global()
@Module({ providers: [{ provide: Config, useFactory: loadConfig }, StartNotes], exports: [Config] })
export class ConfigModule {}
