/**
 * The end of the process. On SIGTERM, SIGINT or SIGHUP new webhooks are refused (503), accepted ones are committed, sockets are
 * closed, requests are answered or cut off (http/open-requests.ts), the database is closed last.
 * Invariant: it ends within `EXIT_AFTER_MS`, whatever a client or the database does. Compose waits 30 s, then kills.
 */
import { type INestApplication, Logger } from '@nestjs/common';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
const EXIT_AFTER_MS = 10_000;

export function stopOnSignal(app: INestApplication): void {
  const logger = new Logger('Dashboard');
  let stopping = false;

  async function stop(signal: NodeJS.Signals): Promise<void> {
    // Ctrl-C reaches the process twice under npm: from the terminal and from npm.
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      logger.error(`Not stopped within ${EXIT_AFTER_MS / 1000} s; exiting. Acknowledged webhooks are stored`);
      process.exit(1);
    }, EXIT_AFTER_MS).unref();
    try {
      await app.close();
    } catch (error) {
      logger.error(`Stopping failed: ${error instanceof Error ? error.message : String(error)}`);
      process.exit(1);
    }
    logger.log('Stopped');
    // So that the parent process sees that it ended by the signal.
    for (const each of SIGNALS) process.removeAllListeners(each);
    process.kill(process.pid, signal);
  }

  for (const signal of SIGNALS) process.on(signal, (name) => void stop(name));
}
