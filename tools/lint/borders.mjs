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

/** Which of our projects a project may import, and which packages it may not (or: which alone it may). */
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
    banned: [...ANGULAR, 'livekit-server-sdk', '@livekit/*', 'socket.io-client'],
  },
  simulator: { imports: ['contracts', 'domain', 'livekit', 'client'], banned: ANGULAR },
  'dashboard-e2e': { imports: ['contracts', 'client'], banned: ANGULAR },
};

/** Projects that run in a browser, or anywhere: no built-in of Node. */
export const WITHOUT_NODE = ['libs/contracts', 'libs/domain', 'libs/client', 'libs/ui', 'apps/dashboard'];

/** What every stage stands on: the environment, how HTTP says that something is wrong, and what is done again and again. */
const GROUND = ['config', 'http', 'recurring'];

/**
 * The api's stages in the order of the flow, each with the stages it may import. What is not listed comes before it, or is
 * none of its business. `health` looks at all of them, read-only.
 */
export const STAGES = {
  config: [],
  http: ['config'],
  recurring: [],
  store: ['config'],
  rollup: [...GROUND, 'store'],
  publish: [...GROUND, 'store'],
  ingest: [...GROUND, 'store', 'publish'],
  webhook: [...GROUND, 'store', 'ingest'],
  reconcile: [...GROUND, 'store', 'ingest'],
  gateway: [...GROUND, 'store', 'publish'],
  query: [...GROUND, 'store'],
  settings: [...GROUND, 'store', 'query'],
  retention: [...GROUND, 'store', 'publish'],
  transfer: [...GROUND, 'store', 'ingest'],
  auth: [...GROUND, 'store'],
  health: [...GROUND, 'store', 'publish', 'ingest', 'webhook', 'reconcile', 'gateway'],
};

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
    depConstraints: Object.entries(PROJECTS).map(([name, { imports, allowed, banned }]) => ({
      sourceTag: `scope:${name}`,
      onlyDependOnLibsWithTags: imports.map((other) => `scope:${other}`),
      ...(allowed && !tests ? { allowedExternalImports: allowed } : {}),
      ...(banned && !tests ? { bannedExternalImports: banned } : {}),
    })),
  };
}

/** Zones of import-x/no-restricted-paths: a stage reaches itself and what STAGES gives it, by relative paths. */
export const stageZones = Object.entries(STAGES).map(([stage, others]) => ({
  target: `apps/api/src/${stage}`,
  from: 'apps/api/src',
  except: [stage, ...others].map((folder) => `./${folder}`),
  message: `${stage} may import ${others.length > 0 ? others.join(', ') : 'no other stage'}: see STAGES in tools/lint/borders.mjs.`,
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
