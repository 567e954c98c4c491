/**
 * `npm run bench -- ingest|fanout|gateway`: the product measured against a plain way of doing the same, both in one run on one
 * machine, because only their ratio means something elsewhere. Servers, load and readers are processes of their own.
 */
import { ingest } from './ingest';
import { ingestLoad } from './ingest-load';
import { workerMain } from './worker';

const BENCHES: Readonly<Record<string, (args: string[]) => Promise<void>>> = { ingest };

async function main([name = '', ...args]: string[]): Promise<void> {
  if (name === 'worker') return work(args);
  const bench = BENCHES[name];
  if (bench) return bench(args);
  console.log(`npm run bench -- <${Object.keys(BENCHES).join('|')}>`);
  process.exitCode = 2;
}

async function work([role, input = 'null']: string[]): Promise<void> {
  switch (role) {
    case 'ingest':
      return workerMain(ingestLoad, input);
    default:
      throw new Error(`No worker "${role ?? ''}"`);
  }
}

await main(process.argv.slice(2));
