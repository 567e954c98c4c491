import type { EnvFile } from './config';
import { StartError } from './start-error';

/** One invalid setting. `message` never contains a value, since values may be secrets. */
export interface ConfigIssue {
  readonly variable: string;
  readonly message: string;
}

/** All invalid settings of the environment, in one error. */
export class ConfigError extends StartError {
  override readonly name = 'ConfigError';

  constructor(
    readonly issues: readonly ConfigIssue[],
    envFile: EnvFile | null,
  ) {
    const where = envFile?.found ? ` (with ${envFile.path})` : '';
    super([`The environment${where} is not valid:`, ...issues.map((f) => `  ${f.variable}: ${f.message}`)].join('\n'));
  }
}
