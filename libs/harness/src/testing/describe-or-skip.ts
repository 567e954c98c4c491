/**
 * `describe` for a suite with requirements. `missing` names what is not available; null runs the suite. Otherwise it is
 * skipped with a line on stderr; under CI=true it fails, so that no run passes by skipping.
 */
export function describeOrSkip(name: string, missing: string | null, body: () => void): void {
  if (missing === null) return describe(name, body);
  if (process.env['CI'] === 'true') {
    return describe(name, () => it('finds what it needs', () => Promise.reject(new Error(`no ${missing}`))));
  }
  process.stderr.write(`SKIPPED ${name}: no ${missing}\n`);
  describe.skip(name, body);
}
