/**
 * `npm test`: lint, unused code, types, build, then every Jest project. All steps run, whatever one of them says, except
 * that no test runs after a build that failed. The last line is `N passed, N failed, N skipped`, where a failed step
 * counts as one more failure. `npm test -- <what Jest understands>` runs Jest alone. A test that does not find its
 * database, Redis, browser or LiveKit is skipped aloud; under CI=true it fails.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { nxCommand } from './build.mjs';
import { root } from './installation.mjs';
import { run } from './run.mjs';

const bin = (name, path) => join(root, 'node_modules', name, path);
const node = (args, env = {}) => run(process.execPath, args, { cwd: root, env: { ...process.env, ...env } });
const inCi = process.env.CI === 'true';

const report = join(root, 'dist', 'test', 'jest.json');
const jest = (args) =>
  node([bin('jest', 'bin/jest.js'), ...args], {
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`,
  });

const only = process.argv.slice(2);
if (only.length > 0) process.exit(await jest(only));

const steps = [
  ['lint', () => node([bin('eslint', 'bin/eslint.js'), '.', '--max-warnings', '0'], { NX_DAEMON: 'false' })],
  ['unused code', () => node([bin('knip', 'bin/knip.js'), '--no-progress'])],
  ...(inCi
    ? [['format', () => node([bin('prettier', 'bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'])]]
    : []),
  ['typecheck', () => nxCommand('typecheck')],
  ['build', () => nxCommand('build')],
];

const failedSteps = [];
for (const [name, step] of steps) {
  console.log(`\n== ${name}`);
  if ((await step()) !== 0) failedSteps.push(name);
}

rmSync(report, { force: true });
mkdirSync(join(root, 'dist', 'test'), { recursive: true });
const counted = failedSteps.includes('build') ? withoutTests() : await allTests();

async function allTests() {
  console.log('\n== tests');
  // One more than cores: tests that wait for times or processes of their own leave a core to another.
  const workers = availableParallelism() + 1;
  const code = await jest([`--maxWorkers=${workers}`, '--json', `--outputFile=${report}`, ...(inCi ? ['--ci'] : [])]);
  const { passed, failed, skipped } = counts();
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, skipped };
}

/** Half of the tests start what was built, and would fail one after another for half an hour. */
function withoutTests() {
  console.log('\nNo tests were run, because the build failed.');
  return { passed: 0, failed: 0, skipped: 0 };
}

function counts() {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, skipped: numPendingTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }; // Jest did not get as far as a report.
  }
}

const failures = counted.failed + failedSteps.length;
for (const name of failedSteps) console.log(`FAILED: ${name}`);
const summary = `${counted.passed} passed, ${failures} failed, ${counted.skipped} skipped`;
writeFileSync(join(root, 'dist', 'test', 'summary.txt'), `${summary}\n`); // for .ci/run: npm prints after us
console.log(`\n${summary}`);
process.exitCode = failures > 0 ? 1 : 0;
