/** The real environment: process.env, and beneath it the `.env` of the folder the process was started in. */
import { existsSync, readFileSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import type { Config } from './config';
import { parseEnvironment } from './parse-environment';

/** A variable that is already set wins over `.env`. Throws `ConfigError`. */
export function loadConfig(): Config {
  if (existsSync('.env')) loadEnvFile('.env');
  return parseEnvironment(process.env, (path) => readFileSync(path, 'utf8'));
}
