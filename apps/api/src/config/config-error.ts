/** One thing wrong with the environment. `message` never holds a value: values may be secrets. */
export interface ConfigFault {
  readonly variable: string;
  readonly message: string;
}

/** Everything wrong with the environment, told at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly ConfigFault[]) {
    super(['The environment is not valid:', ...faults.map((f) => `  ${f.variable}: ${f.message}`)].join('\n'));
  }
}
