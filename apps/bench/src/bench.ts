/**
 * `npm run bench -- ingest|fanout|gateway|idle`: the product measured against a plain way of doing the same, both in one run on one
 * machine, because only their ratio means something elsewhere. `history` measures a year of history against its goals, `attack` how
 * webhooks are answered during attacks. Servers, load and readers are processes of their own. Each run begins with the machine's
 * calibration; a slow machine changes figures, it fails none.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { attack } from './attack/attack';
import { postFuzzedBodies } from './attack/fuzzed-bodies';
import { askHostileQueries } from './attack/hostile-queries';
import { postLargestBodies, readLargestLists } from './attack/largest';
import { sendPackets } from './attack/packets';
import { Probe } from './attack/probe';
import { holdConnections } from './attack/slow-senders';
import { calibrate, startBareServer } from './calibration';
import { fanout } from './fanout';
import { gateway } from './gateway';
import { history } from './history/history';
import { idle } from './idle';
import { ingest } from './ingest';
import { ingestLoad } from './ingest-load';
import { PlainSockets } from './plain-sockets';
import { Readers } from './readers';
import { type Role, serve } from './worker';

const BENCHES: Readonly<Record<string, (args: string[]) => Promise<void>>> = {
  calibration: () => Promise.resolve(),
  ingest,
  fanout,
  gateway,
  idle,
  history,
  attack,
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
  attacker: () => ({
    rest: ({ ms }: { ms: number }) => pause(ms, { answers: {} }),
    fuzz: postFuzzedBodies,
    query: askHostileQueries,
    packets: sendPackets,
    slow: holdConnections,
    largest: postLargestBodies,
    lists: readLargestLists,
  }),
  probe: () => {
    const probe = new Probe();
    return { start: probe.start.bind(probe), stop: probe.stop.bind(probe) };
  },
  'bare-server': () => ({ start: startBareServer }),
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
  if (bench) {
    await calibrate();
    return bench(args);
  }
  console.log(`npm run bench -- <${Object.keys(BENCHES).join('|')}>`);
  process.exitCode = 2;
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`Not measured to the end: ${String(error)}`);
  process.exitCode = 1;
});
