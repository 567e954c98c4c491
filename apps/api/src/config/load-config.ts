/** Loads the environment: process.env, then the `.env` file of the folder in which the process was started. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadEnvFile } from 'node:process';
import type { Config } from './config';
import { parseEnvironment } from './parse-environment';
import { StartError } from './start-error';

/** A variable that is already set takes precedence over `.env`. Throws `StartError`. */
export function loadConfig(): Config {
  const path = resolve('.env');
  const found = existsSync(path);
  if (found) load(path);
  return parseEnvironment(process.env, (file) => readFileSync(file, 'utf8'), { path, found });
}

function load(path: string): void {
  try {
    loadEnvFile(path);
  } catch (error) {
    throw new StartError(`Cannot read ${path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`);
  }
}
