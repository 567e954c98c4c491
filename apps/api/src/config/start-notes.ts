import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from './config';

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1|\[::1\])$/i;

/** What whoever starts this must know about its configuration, said once at start. */
@Injectable()
export class StartNotes implements OnApplicationBootstrap {
  private readonly logger = new Logger('Config');

  constructor(private readonly config: Config) {}

  onApplicationBootstrap(): void {
    this.logger.warn(
      LOOPBACK.test(this.config.host)
        ? `There is no sign-in yet, so it listens on ${this.config.host} only. HOST changes that.`
        : `There is no sign-in yet: whoever can reach ${this.config.host} sees everything.`,
    );
    if (this.config.servers.every((server) => server.keys.size === 0)) {
      this.logger.warn(
        'No LiveKit API key is configured, so every webhook is refused. Set LIVEKIT_API_KEY and LIVEKIT_API_SECRET in the environment or in .env.',
      );
    }
  }
}
