/**
 * The configured LiveKit servers: those of the YAML file `LIVEKIT_SERVERS`, or one named `default` from the plain
 * variables. Invariant: a key identifies one server, since the token of a webhook contains only the key.
 */
import { z } from 'zod';
import type { LiveKitServer } from './config';
import type { ConfigIssue } from './config-error';
import { liveKitUrl, type Environment } from './environment.schema';
import { keysOf, parseKeys, parseYaml } from './livekit-keys';

export type ReadFile = (path: string) => string;
type Servers = { readonly servers: readonly LiveKitServer[]; readonly issues: readonly ConfigIssue[] };

const PLAIN = ['LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET', 'LIVEKIT_KEYS'] as const;

export function serversOf(env: Environment, readFile: ReadFile): Servers {
  if (env.LIVEKIT_SERVERS === null) return defaultServer(env);
  const doubled = PLAIN.filter((name) => env[name] !== null);
  const fromFile = serversOfFile(env.LIVEKIT_SERVERS, readFile);
  return {
    servers: fromFile.servers,
    issues: [
      ...doubled.map((variable) => ({
        variable,
        message: 'is set together with LIVEKIT_SERVERS; move that server into the file',
      })),
      ...fromFile.issues,
    ],
  };
}

function defaultServer(env: Environment): Servers {
  const keys = new Map<string, string>();
  const issues: ConfigIssue[] = [];
  const { LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } = env;
  if (key !== null && secret !== null) keys.set(key, secret);
  else if (key !== null) issues.push({ variable: 'LIVEKIT_API_SECRET', message: 'is missing, LIVEKIT_API_KEY is set' });
  else if (secret !== null)
    issues.push({ variable: 'LIVEKIT_API_KEY', message: 'is missing, LIVEKIT_API_SECRET is set' });

  const more = env.LIVEKIT_KEYS === null ? new Map<string, string>() : parseKeys(env.LIVEKIT_KEYS);
  if ('issue' in more) return { servers: [], issues: [...issues, { variable: 'LIVEKIT_KEYS', message: more.issue }] };
  for (const [name, value] of more) {
    if (keys.has(name) && keys.get(name) !== value) {
      issues.push({ variable: 'LIVEKIT_KEYS', message: 'gives the key of LIVEKIT_API_KEY another secret' });
    }
    keys.set(name, value);
  }
  return { servers: [{ name: 'default', url: env.LIVEKIT_URL, keys }], issues: issues };
}

/** Part of database keys, URLs and topics. */
const serverName = z.string().min(1).max(64);

const serversFile = z
  .array(
    z.looseObject({
      name: serverName,
      url: liveKitUrl.nullish(),
      keys: z.unknown(),
      formerly: z.union([serverName.transform((name) => [name]), z.array(serverName)]).optional(),
    }),
  )
  .min(1);

function serversOfFile(path: string, readFile: ReadFile): Servers {
  const refuse = (...messages: string[]): Servers => ({
    servers: [],
    issues: messages.map((message) => ({ variable: 'LIVEKIT_SERVERS', message })),
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
        (issue) => `the file must be a list of {name, url, keys, formerly}: ${issue.path.join('.')} ${issue.message}`,
      ),
    );
  }
  return checked(
    parsed.data.map(({ name, url, keys, formerly = [] }) => ({
      name,
      url: url ?? null,
      keys: keysOf(keys),
      formerly,
    })),
  );
}

function checked(
  found: readonly {
    name: string;
    url: string | null;
    keys: ReadonlyMap<string, string> | null;
    formerly: readonly string[];
  }[],
): Servers {
  const servers: LiveKitServer[] = [];
  const issues: ConfigIssue[] = [];
  const issue = (message: string) => issues.push({ variable: 'LIVEKIT_SERVERS', message });
  const owners = new Map<string, string>();
  const former = new Set<string>();
  for (const { name, url, keys, formerly } of found) {
    if (servers.some((server) => server.name === name)) issue(`the name ${name} is there twice`);
    if (keys === null) issue(`${name} needs keys, written \`key: secret\``);
    for (const key of keys?.keys() ?? []) {
      const owner = owners.get(key);
      if (owner !== undefined)
        issue(
          `${owner} and ${name} have the same key; each server needs its own, a token's key tells which server sent it`,
        );
      owners.set(key, name);
    }
    for (const old of formerly) {
      if (found.some((server) => server.name === old)) issue(`${name} was ${old}, but there is a server of that name`);
      if (former.has(old)) issue(`two servers were ${old}`);
      former.add(old);
    }
    servers.push({ name, url, keys: keys ?? new Map(), ...(formerly.length > 0 && { formerly }) });
  }
  return { servers, issues: issues };
}
