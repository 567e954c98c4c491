/**
 * SQL, for a transaction that adds much up. Plans of so many parts look costly, and compiling them costs more than running them. Sums by
 * hundreds of thousands of people are made in memory: on disk they take four times as long. `statementMs`: after so long the server gives a statement up.
 */
export const slowSettings = (statementMs: number): string =>
  `SELECT set_config('jit', 'off', true), set_config('work_mem', '64MB', true), set_config('statement_timeout', '${statementMs}', true)`;
