/**
 * Runs the properties of one seed again, which a failing property prints as `{ seed: 1, path: "3:0", ... }`:
 * `FC_SEED=1 FC_PATH=3:0 npm test -- <file> -t <name>`. FC_PATH is optional; with it only the counterexample runs.
 */
const { FC_SEED: seed, FC_PATH: path } = process.env;

if (seed !== undefined) {
  const { default: fc } = await import('fast-check');
  fc.configureGlobal({ seed: Number(seed), verbose: 2, ...(path !== undefined && { path, endOnFailure: true }) });
}
