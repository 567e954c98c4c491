/** Every border rejects the code that violates it, by its own rule and no other, and accepts valid code. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMONS, OWNERS, PAGES, PROJECTS, STAGES, STORE, WITHOUT_NODE } from './borders.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');

const PROJECT_RULE = '@nx/enforce-module-boundaries';
const STAGE_RULE = 'import-x/no-restricted-paths';
const PACKAGE_RULE = 'no-restricted-imports';

const folderOf = (project) =>
  ['libs', 'apps'].map((kind) => `${kind}/${project}`).find((path) => existsSync(join(root, path)));
const imports = (path, ...modules) => ({ path, code: modules.map((name) => `import '${name}';\n`).join('') });

/** Any source file of a stage, as other stages would import it. */
function fileIn(stage) {
  const folder = join(root, 'apps/api/src', stage);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const file = names.find((name) => /^[\w.-]+\.ts$/.test(name) && !name.endsWith('.spec.ts'));
  return file && `../${stage}/${file.replace(/\.ts$/, '')}`;
}

const libs = readdirSync(join(root, 'libs'));
const betweenProjects = Object.entries(PROJECTS).flatMap(([project, { imports: legal }]) =>
  libs
    .filter((lib) => lib !== project)
    .map((lib) => ({
      name: `${project} ${legal.includes(lib) ? 'may' : 'may not'} import ${lib}`,
      ...imports(`${folderOf(project)}/src/fixture.ts`, `@livekit-dashboard/${lib}`),
      fires: legal.includes(lib) ? [] : [PROJECT_RULE],
    })),
);

const FOREIGN = {
  contracts: ['rxjs', '@nestjs/common', 'socket.io-client'],
  domain: ['zod', 'rxjs', 'livekit-server-sdk'],
  livekit: ['typeorm', 'ioredis', '@angular/core'],
  client: ['@angular/core', 'rxjs', 'ioredis'],
  ui: ['typeorm', '@nestjs/common', 'socket.io-client', 'livekit-server-sdk'],
  dashboard: ['typeorm', '@nestjs/common', 'ioredis', 'socket.io-client', 'livekit-server-sdk'],
  api: ['@angular/core', '@angular/common/http', 'livekit-server-sdk', 'socket.io-client'],
  harness: ['@angular/core'],
  traffic: ['@angular/core'],
  simulator: ['@angular/core'],
  bench: ['@angular/core'],
  'dashboard-e2e': [],
};
const OWN = {
  contracts: ['zod'],
  livekit: ['livekit-server-sdk'],
  client: ['socket.io-client'],
  ui: ['@angular/core'],
  dashboard: ['@angular/core', '@angular/cdk/overlay'],
  api: ['@nestjs/common', 'zod', 'prom-client'],
  simulator: ['livekit-server-sdk', 'ws'],
};
const packages = (table, fires, verb) =>
  Object.entries(table).flatMap(([project, names]) =>
    names.map((name) => ({
      name: `${project} ${verb} import ${name}`,
      ...imports(`${folderOf(project)}/src/fixture.ts`, name),
      fires,
    })),
  );

const stages = Object.keys(STAGES).filter((stage) => fileIn(stage));
const betweenStages = stages.flatMap((stage) =>
  stages
    .filter((other) => other !== stage)
    .map((other) => ({
      name: `${stage} ${STAGES[stage].includes(other) ? 'may' : 'may not'} import ${other}`,
      ...imports(`apps/api/src/${stage}/fixture.ts`, fileIn(other)),
      fires: STAGES[stage].includes(other) ? [] : [STAGE_RULE],
    })),
);

const withinStore = STORE.flatMap((folder, index) =>
  STORE.filter((other) => other !== folder && fileIn(`store/${other}`)).map((other) => {
    const legal = STORE.indexOf(other) < index;
    return {
      name: `store/${folder} ${legal ? 'may' : 'may not'} import store/${other}`,
      ...imports(`apps/api/src/store/${folder}/fixture.ts`, fileIn(`store/${other}`).replace('../store/', '../')),
      fires: legal ? [] : [STAGE_RULE],
    };
  }),
);

const pageOf = (folder) => `../${folder}/${folder}.page`;
const betweenPages = PAGES.flatMap((folder) => [
  ...PAGES.filter((other) => other !== folder).map((other) => ({
    name: `page ${folder} may not import page ${other}`,
    ...imports(`apps/dashboard/src/${folder}/fixture.ts`, pageOf(other)),
    fires: [STAGE_RULE],
  })),
  {
    name: `page ${folder} may import what pages share`,
    ...imports(`apps/dashboard/src/${folder}/fixture.ts`, '../shared/labels', '../live/live.store'),
    fires: [],
  },
]);
const commons = COMMONS.map((folder) => ({
  name: `${folder} may import no page`,
  ...imports(`apps/dashboard/src/${folder}/fixture.ts`, pageOf('events')),
  fires: [STAGE_RULE],
}));

const technologies = Object.entries(OWNERS).flatMap(([owner, names]) =>
  names.flatMap((name) => {
    const module = name.replace('*', 'pglite');
    return [
      { name: `${owner} owns ${module}`, ...imports(`apps/api/src/${owner}/fixture.ts`, module), fires: [] },
      { name: `health has no ${module}`, ...imports('apps/api/src/health/fixture.ts', module), fires: [PACKAGE_RULE] },
      {
        name: `app.module.ts has no ${module}`,
        ...imports('apps/api/src/app.module.ts', module),
        fires: [PACKAGE_RULE],
      },
    ];
  }),
);

const others = [
  {
    name: 'main.ts may set the socket adapter',
    ...imports('apps/api/src/main.ts', '@nestjs/platform-socket.io'),
    fires: [],
  },
  {
    name: 'http stands below every stage',
    ...imports('apps/api/src/http/fixture.ts', fileIn('webhook')),
    fires: [STAGE_RULE],
  },
  { name: 'main.ts has no socket.io', ...imports('apps/api/src/main.ts', 'socket.io'), fires: [PACKAGE_RULE] },
  {
    name: 'a medium test may look into the database',
    ...imports('apps/api/src/webhook/fixture.medium.spec.ts', 'pg'),
    fires: [],
  },
  {
    name: 'a test of the api may start things',
    ...imports('apps/api/src/webhook/fixture.medium.spec.ts', '@livekit-dashboard/harness'),
    fires: [],
  },
  {
    name: 'a test of the domain may not import livekit',
    ...imports('libs/domain/src/fixture.spec.ts', 'fast-check', '@livekit-dashboard/livekit'),
    fires: [PROJECT_RULE],
  },
  {
    name: 'an app reaches no file of another app',
    ...imports('apps/dashboard/src/fixture.ts', '../../api/src/main'),
    fires: [PROJECT_RULE],
  },
  ...WITHOUT_NODE.map((folder) => ({
    name: `${folder} has no built-in of Node`,
    ...imports(`${folder}/src/fixture.ts`, 'node:fs'),
    fires: [PACKAGE_RULE],
  })),
  {
    name: 'no circular import',
    path: 'libs/contracts/src/values.ts',
    code: "import './changes';\n",
    fires: ['import-x/no-cycle'],
  },
  {
    name: 'the domain has no clock',
    path: 'libs/domain/src/fixture.ts',
    code: 'export const now = [Date.now(), new Date()];\n',
    fires: ['no-restricted-properties', 'no-restricted-syntax'],
  },
  {
    name: 'no timer in a test',
    path: 'apps/api/src/fixture.spec.ts',
    code: "import { setTimeout as sleep } from 'node:timers/promises';\nawait sleep(1);\nsetTimeout(() => undefined, 1);\n",
    fires: ['no-restricted-syntax', 'no-restricted-syntax'],
  },
  {
    name: 'no note to self',
    path: 'apps/api/src/fixture.ts',
    code: '// TO' + 'DO later\n',
    fires: ['no-warning-comments'],
  },
  {
    name: 'no default export',
    path: 'apps/api/src/fixture.ts',
    code: 'export default 1;\n',
    fires: ['import-x/no-default-export'],
  },
  {
    name: 'an image has a text',
    path: 'apps/dashboard/src/fixture.html',
    code: '<img src="a.png">\n',
    fires: ['@angular-eslint/template/alt-text'],
  },
  {
    name: 'no any, no floating promise, no forgotten case',
    path: 'libs/contracts/src/values.ts',
    typed: true,
    code: [
      'export const loose: any = 1;',
      'Promise.resolve(1);',
      "export function say(word: 'yes' | 'no'): number {",
      "  switch (word) { case 'yes': return 1; }",
      '  return 2;',
      '}',
    ].join('\n'),
    fires: [
      '@typescript-eslint/no-explicit-any',
      '@typescript-eslint/no-floating-promises',
      '@typescript-eslint/switch-exhaustiveness-check',
    ],
  },
];

const fixtures = [
  ...betweenProjects,
  ...packages(FOREIGN, [PROJECT_RULE], 'may not'),
  ...packages(OWN, [], 'may'),
  ...betweenStages,
  ...withinStore,
  ...betweenPages,
  ...commons,
  ...technologies,
  ...others,
];

/** One ESLint for all fixtures: loading it is slow. */
function lintAll() {
  const child = spawnSync(process.execPath, [join(here, 'lint-fixtures.mjs')], {
    cwd: root,
    input: JSON.stringify(fixtures.map(({ path, code, typed }) => ({ path, code, typed }))),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout);
}

const fired = lintAll();

describe('borders', () => {
  it.each(fixtures.map((fixture, index) => [fixture.name, fixture.fires, fired[index]]))(
    '%s',
    (_name, expected, actual) => {
      expect(actual).toEqual(expected);
    },
  );

  it('contain every stage, store folder, lib and app', () => {
    const folders = (path) =>
      readdirSync(join(root, path), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name);
    expect(Object.keys(PROJECTS)).toEqual(expect.arrayContaining([...folders('libs'), ...folders('apps')]));
    expect([...Object.keys(STAGES), 'testing', 'e2e']).toEqual(expect.arrayContaining(folders('apps/api/src')));
    expect([...PAGES, ...COMMONS, 'styles'].sort()).toEqual(folders('apps/dashboard/src').sort());
    expect([...STORE].sort()).toEqual(folders('apps/api/src/store').sort());
  });
});
