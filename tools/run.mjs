/** Starts programs on behalf of the npm scripts: output, signals and exit codes pass straight through. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const PARENT_LOOK_MS = 200;

/**
 * A signal to `npm start` ends npm and the shell it runs scripts in, and the shell tells nobody. So look whether our parent
 * is still the one that started us; if not, we were meant too.
 */
function whenOrphaned(tell) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    tell('SIGTERM');
  }, PARENT_LOOK_MS);
  return () => clearInterval(timer);
}

/** Runs a program to its end. Resolves with its exit code, 128 + n if signal n ended it (as a shell says it). */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const forward = (signal) => child.kill(signal);
    for (const signal of SIGNALS) process.on(signal, forward);
    const forgetParent = whenOrphaned(forward);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      forgetParent();
      for (const name of SIGNALS) process.off(name, forward);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}
