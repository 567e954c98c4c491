/**
 * `npm run move -- --to postgres://...`: copies everything in the embedded database of DATA_DIR into an empty
 * PostgreSQL database.
 */
import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../config/load-config';
import { openDatabase } from '../store/database/open-database';
import { moveDatabase, type MovedTable } from '../store/move/move-database';
import { openTarget } from '../store/move/open-target';
import { nowAndThen } from './now-and-then';
import { runProgram, says, UsageError } from './run-program';
import { withoutPassword } from './without-password';

const USAGE = `usage: npm run move -- --to postgres://user:password@host:5432/database

Copies the embedded database under DATA_DIR into that database, which must be empty. The dashboard must not run meanwhile.
The password may be in PGPASSWORD instead.`;

const number = new Intl.NumberFormat('en');

const tell = (table: string, rows: number): void => says.log(`${table}: ${number.format(rows)} rows ...`);

await runProgram(async (args) => {
  const url = targetOf(args);
  const { dataDir } = loadConfig();
  if (!existsSync(join(dataDir, 'pglite')))
    throw new UsageError(`There is no embedded database in ${resolve(dataDir)}.`);
  const source = await openDatabase({ databaseUrl: null, dataDir }, says);
  try {
    const target = await openTarget(url);
    try {
      report(await moveDatabase(source.dataSource, target, nowAndThen(tell)), url, dataDir);
    } finally {
      await target.destroy();
    }
  } finally {
    await source.close();
  }
  return 0;
});

function targetOf(args: readonly string[]): string {
  const { to = '' } = options(args);
  if (!/^postgres(ql)?:\/\//.test(to) || !URL.canParse(to)) throw new UsageError(USAGE);
  return to;
}

function options(args: readonly string[]): { to?: string } {
  try {
    return parseArgs({ args: [...args], options: { to: { type: 'string' } } }).values;
  } catch {
    throw new UsageError(USAGE);
  }
}

function report(moved: readonly MovedTable[], url: string, dataDir: string): void {
  console.log('Rows, the same in both:');
  for (const { name, rows } of moved) console.log(`${number.format(rows).padStart(12)} ${name}`);
  console.log(`
Now in .env, then start the dashboard:

DATABASE_URL=${withoutPassword(url)}

${resolve(dataDir)} is as it was; keep it until you have seen that all is there.`);
}
