import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The file name that PostgreSQL's clients expect in a folder. */
const NAME = '.s.PGSQL.5432';
/** A socket's path has 104 bytes on macOS, 108 on Linux, with the zero at the end. */
const MAX_PATH_BYTES = 103;

export interface PrivateSocket {
  /** Absolute; only this user can enter it. */
  readonly folder: string;
  /** To listen on. No file of that name exists. */
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/**
 * A place for a Unix socket: in `dataDir`, whose lock the caller holds, so that what a killed process left there may be
 * removed; in a new folder for temporary files if that path is too long, or its file system has no sockets.
 */
export async function privateSocket(dataDir: string): Promise<PrivateSocket> {
  const folder = resolve(dataDir, 'socket');
  if (Buffer.byteLength(join(folder, NAME)) <= MAX_PATH_BYTES) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
    if (await canListen(join(folder, 'probe'))) return placeIn(folder);
    await rm(folder, { recursive: true, force: true });
  }
  return placeIn(await mkdtemp(join(tmpdir(), 'livekit-dashboard-'))); // its mode is 0700
}

const placeIn = async (folder: string): Promise<PrivateSocket> => {
  await chmod(folder, 0o700);
  return { folder, path: join(folder, NAME), remove: () => rm(folder, { recursive: true, force: true }) };
};

async function canListen(path: string): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(path);
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return true;
  } catch {
    return false; // whatever the reason, the other folder works too
  }
}
