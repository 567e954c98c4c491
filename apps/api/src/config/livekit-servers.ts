/**
 * Which LiveKit servers there are: those of the YAML file `LIVEKIT_SERVERS`, or one named `default` from the plain variables.
 * Invariant: a key names one server, for a webhook's token tells its key and nothing else.
 */
import { z } from 'zod';
import type { LiveKitServer } from './config';
import type { ConfigFault } from './config-error';
import { liveKitUrl, type Environment } from './environment.schema';
import { keysOf, parseKeys, parseYaml } from './livekit-keys';

export type ReadFile = (path: string) => string;
type Servers = { readonly servers: readonly LiveKitServer[]; readonly faults: readonly ConfigFault[] };

const PLAIN = ['LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET', 'LIVEKIT_KEYS'] as const;

export function serversOf(env: Environment, readFile: ReadFile): Servers {
  if (env.LIVEKIT_SERVERS === null) return defaultServer(env);
  const doubled = PLAIN.filter((name) => env[name] !== null);
  const fromFile = serversOfFile(env.LIVEKIT_SERVERS, readFile);
  return {
    servers: fromFile.servers,
    faults: [
      ...doubled.map((variable) => ({
        variable,
        message: 'is set beside LIVEKIT_SERVERS; put that server into the file',
      })),
      ...fromFile.faults,
    ],
  };
}

function defaultServer(env: Environment): Servers {
  const keys = new Map<string, string>();
  const faults: ConfigFault[] = [];
  const { LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } = env;
  if (key !== null && secret !== null) keys.set(key, secret);
  else if (key !== null) faults.push({ variable: 'LIVEKIT_API_SECRET', message: 'is missing, LIVEKIT_API_KEY is set' });
  else if (secret !== null)
    faults.push({ variable: 'LIVEKIT_API_KEY', message: 'is missing, LIVEKIT_API_SECRET is set' });

  const more = env.LIVEKIT_KEYS === null ? new Map<string, string>() : parseKeys(env.LIVEKIT_KEYS);
  if ('fault' in more) return { servers: [], faults: [...faults, { variable: 'LIVEKIT_KEYS', message: more.fault }] };
  for (const [name, value] of more) {
    if (keys.has(name) && keys.get(name) !== value) {
      faults.push({ variable: 'LIVEKIT_KEYS', message: 'gives the key of LIVEKIT_API_KEY another secret' });
    }
    keys.set(name, value);
  }
  return { servers: [{ name: 'default', url: env.LIVEKIT_URL, keys }], faults };
}

const serversFile = z
  .array(z.looseObject({ name: z.string().min(1), url: liveKitUrl.nullish(), keys: z.unknown() }))
  .min(1);

function serversOfFile(path: string, readFile: ReadFile): Servers {
  const refuse = (...messages: string[]): Servers => ({
    servers: [],
    faults: messages.map((message) => ({ variable: 'LIVEKIT_SERVERS', message })),
  });
  let text: string;
  try {
    text = readFile(path);
  } catch {
    return refuse('names a file that cannot be read');
  }
  let content: unknown;
  try {
    content = parseYaml(text);
  } catch {
    return refuse('names a file that is not YAML');
  }
  const parsed = serversFile.safeParse(content);
  if (!parsed.success) {
    return refuse(
      ...parsed.error.issues.map(
        (issue) => `the file must be a list of {name, url, keys}: ${issue.path.join('.')} ${issue.message}`,
      ),
    );
  }
  return checked(
    parsed.data.map((server) => ({ name: server.name, url: server.url ?? null, keys: keysOf(server.keys) })),
  );
}

function checked(
  found: readonly { name: string; url: string | null; keys: ReadonlyMap<string, string> | null }[],
): Servers {
  const servers: LiveKitServer[] = [];
  const faults: ConfigFault[] = [];
  const fault = (message: string) => faults.push({ variable: 'LIVEKIT_SERVERS', message });
  const owners = new Map<string, string>();
  for (const { name, url, keys } of found) {
    if (servers.some((server) => server.name === name)) fault(`the name ${name} is there twice`);
    if (keys === null) fault(`${name} needs keys, written \`key: secret\``);
    for (const key of keys?.keys() ?? []) {
      const owner = owners.get(key);
      if (owner !== undefined)
        fault(
          `${owner} and ${name} have the same key; each server needs its own, a token's key tells which server sent it`,
        );
      owners.set(key, name);
    }
    servers.push({ name, url, keys: keys ?? new Map() });
  }
  return { servers, faults };
}
