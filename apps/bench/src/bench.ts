/**
 * `npm run bench -- ingest|fanout|gateway|idle`: the product against a plain implementation of the same, both in one run on one
 * machine, because only their ratio can be compared with other machines. `history` measures a year of history against its goals, `attack`
 * the responses to webhooks during attacks. Servers, load and readers are separate processes. Each run begins with the machine's
 * calibration; a slow machine changes the figures and fails nothing.
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

/** Parts that run in a separate process. */
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
