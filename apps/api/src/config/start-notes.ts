import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from './config';

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1|\[::1\])$/i;

/** Logs once, at start, what the operator must know about the configuration. */
@Injectable()
export class StartNotes implements OnApplicationBootstrap {
  private readonly logger = new Logger('Config');

  constructor(private readonly config: Config) {}

  onApplicationBootstrap(): void {
    const { envFile } = this.config;
    if (envFile) this.logger.log(envFile.found ? `Read ${envFile.path}` : `There is no ${envFile.path} to read`);
    this.logger.warn(
      LOOPBACK.test(this.config.host)
        ? `There is no sign-in yet, so it listens on ${this.config.host} only. HOST changes that.`
        : `There is no sign-in yet: anyone who can reach ${this.config.host} sees everything.`,
    );
    const { publicUrl, allowedHosts } = this.config;
    if (!LOOPBACK.test(this.config.host) && publicUrl === null && allowedHosts.length === 0) {
      this.logger.warn(
        'It answers under its addresses only (421 under any name). Set PUBLIC_URL to what people open, ALLOWED_HOSTS for more names.',
      );
    }
    if (this.config.servers.every((server) => server.keys.size === 0)) {
      this.logger.warn(
        `No LiveKit API key is configured, so every webhook is refused. Set LIVEKIT_API_KEY and LIVEKIT_API_SECRET in the environment or in ${envFile?.path ?? '.env'}, then restart.`,
      );
    }
  }
}
