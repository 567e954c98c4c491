/**
 * `npm run bench -- ingest|fanout|gateway`: the product measured against a plain way of doing the same, both in one run on one
 * machine, because only their ratio means something elsewhere. `history` measures a year of history against its goals. Servers, load and readers are processes of their own.
 */
import { fanout } from './fanout';
import { gateway } from './gateway';
import { history } from './history/history';
import { ingest } from './ingest';
import { ingestLoad } from './ingest-load';
import { PlainSockets } from './plain-sockets';
import { Readers } from './readers';
import { type Role, serve } from './worker';

const BENCHES: Readonly<Record<string, (args: string[]) => Promise<void>>> = {
  ingest,
  fanout,
  gateway,
  history,
};

/** Parts that run in a process of their own. */
const ROLES: Readonly<Record<string, () => Role>> = {
  ingest: () => ({ run: ingestLoad }),
  readers: () => {
    const readers = new Readers();
    return {
      connect: readers.connect.bind(readers),
      expect: readers.expect.bind(readers),
      report: readers.report.bind(readers),
    };
  },
  'plain-sockets': () => {
    const server = new PlainSockets();
    return { start: server.start.bind(server) };
  },
};

async function main([name = '', ...args]: string[]): Promise<void> {
  const role = name === 'worker' ? ROLES[args[0] ?? ''] : undefined;
  if (role) {
    serve(role());
    return;
  }
  const bench = BENCHES[name];
  if (bench) return bench(args);
  console.log(`npm run bench -- <${Object.keys(BENCHES).join('|')}>`);
  process.exitCode = 2;
}

await main(process.argv.slice(2));
