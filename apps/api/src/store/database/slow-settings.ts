/**
 * SQL of the settings of a transaction with large sums. No compilation (JIT), which costs more than running such plans.
 * More memory, since sums by hundreds of thousands of people take four times as long on disk. `statementMs`: the time
 * limit of a statement.
 */
export const slowSettings = (statementMs: number): string =>
  `SELECT set_config('jit', 'off', true), set_config('work_mem', '64MB', true), set_config('statement_timeout', '${statementMs}', true)`;
