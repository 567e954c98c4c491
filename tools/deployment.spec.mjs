/** Facts that no compiler checks: the lockfile, the container files, the list of variables, the commands in the docs. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { nx, quiet } from './build.mjs';
import { missingEntries } from './lockfile.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (file) => readFileSync(join(root, file), 'utf8');
const yaml = (file) => parse(read(file), { merge: true });
const all = (text, pattern) => [...text.matchAll(pattern)].map(([, found]) => found);
const unique = (names) => [...new Set(names)].sort();

/** The variables that the api reads, from the schema that validates them. */
const variables = unique(all(read('apps/api/src/config/environment.schema.ts'), /^ {2}([A-Z][A-Z_]+):/gm));

describe('package-lock.json', () => {
  const lock = JSON.parse(read('package-lock.json'));

  it('installs on every platform (else: node tools/lockfile.mjs)', () => {
    expect(missingEntries(lock)).toEqual({});
  });

  it('names no registry', () => {
    expect(Object.values(lock.packages).filter(({ resolved }) => resolved)).toEqual([]);
  });

  it('pins exactly what package.json requests', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json'));
    const versions = Object.values({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

describe('docker-compose.yml', () => {
  const compose = yaml('docker-compose.yml');
  const services = Object.entries(compose.services);

  it('has the production shape', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['api', 'balancer', 'postgres', 'redis']);
    expect(compose.services.api.deploy.replicas).toBeGreaterThan(1);
  });

  it.each(services)('%s has few privileges', (_name, service) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
  });

  it.each(services.filter(([name]) => name !== 'api'))('%s has a health check', (_name, service) => {
    expect(service.healthcheck.test[0]).toBe('CMD');
  });

  it('waits for its dependencies, by names that exist', () => {
    const waits = services.flatMap(([, { depends_on = {} }]) => Object.entries(depends_on));
    expect(waits.length).toBeGreaterThan(0);
    for (const [name, { condition }] of waits) {
      expect(compose.services).toHaveProperty(name);
      expect(condition).toBe('service_healthy');
    }
  });

  it('keeps only declared volumes and publishes on loopback', () => {
    const named = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]));
    expect(named).toEqual(Object.keys(compose.volumes));
    expect(compose.services.balancer.ports).toEqual(['${PUBLISH:-127.0.0.1:8080}:8080']);
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').replaceAll('\\\n', ' ').split('\n');
  const instructions = lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split(/\s+/));

  it('has only existing instructions, and copies from existing stages', () => {
    const known = [
      'FROM',
      'WORKDIR',
      'COPY',
      'RUN',
      'ENV',
      'USER',
      'VOLUME',
      'EXPOSE',
      'STOPSIGNAL',
      'HEALTHCHECK',
      'CMD',
    ];
    expect(known).toEqual(expect.arrayContaining(unique(instructions.map(([name]) => name))));
    const stages = instructions.filter(([name, , as]) => name === 'FROM' && as === 'AS').map((words) => words[3]);
    expect(stages).toEqual(expect.arrayContaining(all(read('Dockerfile'), /--from=(\S+)/g)));
  });

  it('runs as an unprivileged user with a health check, as the last stage', () => {
    const last = instructions.slice(instructions.findLastIndex(([name]) => name === 'FROM'));
    const value = (name) =>
      last
        .find(([first]) => first === name)
        ?.slice(1)
        .join(' ');
    expect(value('USER')).toBe('node');
    expect(value('HEALTHCHECK')).toContain('/api/health/live');
    expect(value('CMD')).toContain('dist/apps/api/main.js');
  });
});

describe('the environment', () => {
  it('has every variable of the api in .env.example', () => {
    const told = all(read('.env.example'), /^#?([A-Z][A-Z_]+)=/gm);
    const notOurs = ['POSTGRES_PASSWORD', 'PUBLISH']; // docker-compose.yml's own
    // NODE_ENV is set by the machine, DASHBOARD_DIR by the build.
    const silent = ['NODE_ENV', 'DASHBOARD_DIR'];
    expect(unique(told)).toEqual(unique([...variables.filter((name) => !silent.includes(name)), ...notOurs]));
  });

  it('has every variable of .env.example in the README', () => {
    const rows = all(read('README.md'), /^\| `([A-Z][A-Z_]+)`/gm);
    expect(rows).toEqual(expect.arrayContaining(all(read('.env.example'), /^#?((?!POSTGRES|PUBLISH)[A-Z][A-Z_]+)=/gm)));
  });
});

describe.each(['README.md', 'DEVELOPMENT.md'])('%s', (file) => {
  const { scripts } = JSON.parse(read('package.json'));

  it('names scripts that exist', () => {
    const named = unique([...all(read(file), /\bnpm run ([\w:-]+)/g), ...all(read(file), /\bnpm (start|test)\b/g)]);
    expect(named.length).toBeGreaterThan(0);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });

  it('points at existing files', () => {
    const links = all(read(file), /\]\((?!https?:|#)([^)#]+)/g);
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });

  it('names existing folders', () => {
    const paths = unique(all(read(file), /`((?:apps|libs|tools|\.ci)\/[\w./-]+)`/g));
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

it('.github runs the same script as CI', () => {
  const { jobs } = yaml('.github/workflows/ci.yml');
  expect(Object.keys(jobs.test.services).sort()).toEqual(['postgres', 'redis']);
  expect(jobs.test.steps.map(({ run }) => run).filter(Boolean)).toEqual(['.ci/run']);
});

it('Nx knows all imports between projects, as its cache requires', () => {
  const { stdout } = spawnSync(process.execPath, [nx, 'graph', '--print'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 27,
    env: { ...process.env, ...quiet },
  });
  const { dependencies } = JSON.parse(stdout).graph;
  const ours = (project) =>
    dependencies[project].map(({ target }) => target).filter((target) => !target.startsWith('npm:'));
  // `harness` by its tests: Nx does not distinguish them.
  expect(ours('api').sort()).toEqual(['contracts', 'domain', 'harness', 'livekit']);
  expect(ours('dashboard').sort()).toEqual(['client', 'contracts', 'ui']);
});
