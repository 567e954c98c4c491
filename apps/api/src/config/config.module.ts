import { Global, Module } from '@nestjs/common';
import { Config } from './config';
import { loadConfig } from './load-config';
import { StartNotes } from './start-notes';

/** Gives every module the one `Config`. Tests override the provider with a `Config` of their own. */
@Global()
@Module({ providers: [{ provide: Config, useFactory: loadConfig }, StartNotes], exports: [Config] })
export class ConfigModule {}
