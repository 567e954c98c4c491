/**
 * The borders of the house as tables; eslint.config.mjs makes rules of them, borders.spec.mjs proves that each rule fires.
 * Projects are known by their tags (project.json), stages of the api by their folders.
 */

const ANGULAR = ['@angular/*', '@angular-*'];
const SERVER = [
  '@nestjs/*',
  'typeorm',
  'pg',
  'ioredis',
  'socket.io',
  '@electric-sql/*',
  'livekit-server-sdk',
  '@livekit/*',
];

/**
 * Which of our projects a project may import, in tests also `testImports`, and which packages it may not import (`banned`) or
 * may import alone (`allowed`).
 */
export const PROJECTS = {
  contracts: { imports: [], allowed: ['zod'] },
  domain: { imports: ['contracts'], banned: ['*'] },
  livekit: {
    imports: ['contracts', 'domain'],
    allowed: ['livekit-server-sdk', '@livekit/protocol', '@bufbuild/protobuf'],
  },
  client: { imports: ['contracts'], allowed: ['socket.io-client'] },
  ui: { imports: ['contracts'], banned: [...SERVER, 'socket.io-client'] },
  dashboard: { imports: ['client', 'contracts', 'ui'], banned: [...SERVER, 'socket.io-client'] },
  api: {
    imports: ['contracts', 'domain', 'livekit'],
    testImports: ['harness'],
    banned: [...ANGULAR, 'livekit-server-sdk', '@livekit/*', 'socket.io-client'],
  },
  harness: { imports: ['livekit'], banned: ANGULAR },
  traffic: { imports: ['contracts', 'livekit', 'harness'], banned: ANGULAR },
  simulator: { imports: ['contracts', 'domain', 'livekit', 'client', 'harness', 'traffic'], banned: ANGULAR },
  bench: { imports: ['contracts', 'livekit', 'client', 'harness', 'traffic'], banned: ANGULAR },
  'dashboard-e2e': { imports: ['contracts', 'client', 'harness', 'traffic'], banned: ANGULAR },
};

/** Projects that run in a browser, or anywhere: no built-in of Node. */
export const WITHOUT_NODE = ['libs/contracts', 'libs/domain', 'libs/client', 'libs/ui', 'apps/dashboard'];

/** What every stage may use: the environment, the log, how HTTP requests are checked and errors reported, recurring work. */
const GROUND = ['config', 'log', 'http', 'recurring'];

/**
 * The api's stages in the order of the flow, each with the stages it may import. What is not listed comes before it, or is
 * none of its business. `health` looks at all of them, read-only.
 */
export const STAGES = {
  config: [],
  log: [],
  http: ['config', 'log', 'store'],
  recurring: [],
  store: ['config', 'log'],
  rollup: [...GROUND, 'store'],
  publish: [...GROUND, 'store'],
  ingest: [...GROUND, 'store', 'publish'],
  webhook: [...GROUND, 'store', 'ingest'],
  reconcile: [...GROUND, 'store', 'ingest'],
  gateway: [...GROUND, 'store', 'publish'],
  query: [...GROUND, 'store'],
  quarantine: [...GROUND, 'store', 'ingest', 'query'],
  settings: [...GROUND, 'store', 'query'],
  retention: [...GROUND, 'store', 'publish'],
  transfer: [...GROUND, 'store', 'ingest'],
  auth: [...GROUND, 'store'],
  health: [...GROUND, 'store', 'publish', 'ingest', 'webhook', 'reconcile', 'gateway'],
};

/**
 * The folders of the store, from the tools to what stands on all of them. Each may import those before it and none after it:
 * `sql` knows no table, `stream` is the log, `batch` the one transaction that writes to it.
 */
export const STORE = [
  'sql',
  'entities',
  'migrations',
  'database',
  'stream',
  'sessions',
  'usage',
  'batch',
  'reconcile',
  'digests',
  'topics',
  'retention',
  'exports',
  'move',
];

/** The pages of the dashboard, one folder each: no page imports a page. What two of them need is in a folder of `COMMONS`. */
export const PAGES = [
  'agents',
  'analytics',
  'egress',
  'events',
  'not-found',
  'overview',
  'session',
  'sessions',
  'settings',
];
export const COMMONS = ['event-log', 'exports', 'frame', 'live', 'range', 'setup', 'shared'];

/** Packages that one stage owns: nobody else in the api knows that they exist. */
export const OWNERS = {
  store: ['typeorm', '@nestjs/typeorm', 'pg', '@electric-sql/*'],
  publish: ['ioredis'],
  gateway: ['socket.io', '@nestjs/websockets', '@nestjs/platform-socket.io'],
};

/** Tests and what they stand on may reach anything inside their own project. */
export const TESTS = ['**/*.spec.ts', '**/test-setup.ts', '**/src/testing/**', 'apps/dashboard-e2e/**/*.ts'];

/** Options of @nx/enforce-module-boundaries. In tests the packages are free, the projects are not. */
export function moduleBoundaries({ tests }) {
  return {
    enforceBuildableLibDependency: true,
    allow: [],
    depConstraints: Object.entries(PROJECTS).map(([name, { imports, testImports = [], allowed, banned }]) => ({
      sourceTag: `scope:${name}`,
      onlyDependOnLibsWithTags: [...imports, ...(tests ? testImports : [])].map((other) => `scope:${other}`),
      ...(allowed && !tests ? { allowedExternalImports: allowed } : {}),
      ...(banned && !tests ? { bannedExternalImports: banned } : {}),
    })),
  };
}

/** Zones of import-x/no-restricted-paths: a stage reaches itself and what STAGES gives it, by relative paths. */
const betweenStages = Object.entries(STAGES).map(([stage, others]) => ({
  target: `apps/api/src/${stage}`,
  from: 'apps/api/src',
  except: [stage, ...others].map((folder) => `./${folder}`),
  message: `${stage} may import ${others.length > 0 ? others.join(', ') : 'no other stage'}: see STAGES in tools/lint/borders.mjs.`,
}));

/** The same of the store's folders. */
const withinStore = STORE.map((folder, index) => ({
  target: `apps/api/src/store/${folder}`,
  from: 'apps/api/src/store',
  except: STORE.slice(0, index + 1).map((lower) => `./${lower}`),
  message: `store/${folder} may import only folders before it in STORE of tools/lint/borders.mjs.`,
}));

export const stageZones = [...betweenStages, ...withinStore];

/** The same of the dashboard's folders. */
export const pageZones = [...PAGES, ...COMMONS].map((folder) => ({
  target: `apps/dashboard/src/${folder}`,
  from: 'apps/dashboard/src',
  except: [...new Set([folder, ...COMMONS])].map((other) => `./${other}`),
  message: `${folder} may import no page: what two pages need is in a folder of COMMONS in tools/lint/borders.mjs.`,
}));

/** Options of no-restricted-imports for a stage (null: main.ts and app.module.ts): every owner's packages but its own. */
export function foreignPackages(stage, allowed = []) {
  const patterns = Object.entries(OWNERS)
    .filter(([owner]) => owner !== stage)
    .map(([owner, packages]) => ({
      group: packages
        .filter((name) => !allowed.includes(name))
        .flatMap((name) => (name.endsWith('*') ? [name] : [name, `${name}/*`])),
      message: `Only ${owner} knows this package.`,
    }));
  return { patterns };
}

export const withoutNode = {
  patterns: [{ regex: '^node:', message: 'This runs where there is no Node.' }],
};
