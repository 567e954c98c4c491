/**
 * `npm run import -- <file> [...]`: raw events, as `GET /api/v1/exports/events.json` writes them or as JSON lines, into the database of the
 * environment. Ends with 1 if any of them could not be read.
 */
import 'reflect-metadata';
import { access, constants } from 'node:fs/promises';
import { loadConfig } from '../config/load-config';
import { openDatabase } from '../store/database/open-database';
import { BatchRepository } from '../store/batch/batch.repository';
import { Importer } from './importer';
import { nowAndThen } from './now-and-then';
import { openFile } from './open-file';
import { runProgram, says, UsageError } from './run-program';
import type { Tally } from './tally';

const USAGE = `usage: npm run import -- <file> [...]

Files of events as /api/v1/exports/events.json gives them, or JSON lines of the same; - is what is piped in, .gz is unpacked.`;

const tell = ({ read, stored }: Tally): void => says.log(`${read} read, ${stored} stored ...`);

await runProgram(async (files) => {
  if (files.length === 0) throw new UsageError(USAGE);
  for (const file of files) if (file !== '-') await access(file, constants.R_OK);
  const config = loadConfig();
  const database = await openDatabase(config, says);
  try {
    const importer = new Importer(new BatchRepository(database.dataSource, config), { progress: nowAndThen(tell) });
    for (const file of files) await importFile(importer, file);
    console.log(importer.tally.summary().join('\n'));
    return importer.tally.isWhole ? 0 : 1;
  } finally {
    await database.close();
  }
});

/** What could be read of a broken file is reported too. */
async function importFile(importer: Importer, file: string): Promise<void> {
  try {
    await importer.run(openFile(file));
  } catch (error) {
    console.error(importer.tally.summary().join('\n'));
    console.error(`${file} was not read to its end. What was stored stays; run it again, nothing is stored twice.`);
    throw error;
  }
}
