/**
 * `describe` for a suite that needs something of the machine. `missing` names what is not there; null runs the suite.
 * A suite that lacks something is skipped with a line on stderr; under CI=true it fails, so that no run is green by skipping.
 */
export function describeOrSkip(name: string, missing: string | null, body: () => void): void {
  if (missing === null) return describe(name, body);
  if (process.env['CI'] === 'true') {
    return describe(name, () => it('finds what it needs', () => Promise.reject(new Error(`no ${missing}`))));
  }
  process.stderr.write(`SKIPPED ${name}: no ${missing}\n`);
  describe.skip(name, body);
}
