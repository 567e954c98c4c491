/**
 * What an idle client costs in memory: the growth of the server's resident memory by 2,000 clients that are connected and
 * receive nothing but heartbeats, for plain socket.io and for ours, each client subscribed to the active sessions.
 */
import { parseArgs } from 'node:util';
import { pause, positive } from '@livekit-dashboard/harness';
import { memoryMb } from './memory';
import { Side } from './sockets-rig';
import { printTable, ratio, rounded } from './table';

const ENTITIES = 200;
/** Time for V8 to collect the garbage of connecting. */
const SETTLE_MS = 15_000;

export async function idle(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { sockets: { type: 'string', default: '2000' } } });
  const sockets = positive('sockets', values.sockets);
  const plain = await grownBy(await Side.plain(1, ENTITIES), sockets);
  const ours = await grownBy(await Side.ours(1, ENTITIES), sockets);
  const rows = [plain, ours].map(({ server, idleMb, perClientKb }) => ({
    server,
    'MB without clients': Math.round(idleMb),
    'KB a client': rounded(perClientKb),
    'times plain': ratio(perClientKb, plain.perClientKb),
  }));
  printTable(`Memory of ${sockets} idle clients`, rows);
}

async function grownBy(side: Side, sockets: number) {
  try {
    await pause(SETTLE_MS);
    const idleMb = await memoryMb(side.pid);
    await side.connectMore(sockets);
    await pause(SETTLE_MS);
    const perClientKb = ((await memoryMb(side.pid)) - idleMb) * (1024 / sockets);
    return { server: side.name, idleMb, perClientKb };
  } finally {
    await side.stop();
  }
}
