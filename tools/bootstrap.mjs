/**
 * The first step of every npm script: `node tools/bootstrap.mjs start [arguments]` runs tools/start.mjs on Node 24 with all
 * dependencies there, on a machine that has only Node 20 (or newer) and npm. Hence: nothing here needs more than Node 20.0.
 */
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { run } from './run.mjs';
import { isInstalled, newestNode, NODE_WANTED, root } from './installation.mjs';

const [tool, ...args] = process.argv.slice(2);

/** `npm ci`, with the npm that runs this script. Development and optional packages too, whatever NODE_ENV says. */
async function install() {
  console.error('Installing the dependencies of package-lock.json (once) ...');
  const npm = process.env.npm_execpath;
  const options = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = npm
    ? await run(process.execPath, [npm, ...options], { cwd: root })
    : await run('npm', options, { cwd: root, shell: process.platform === 'win32' });
  if (code !== 0) {
    console.error('npm ci failed; the lines above say why.');
    process.exit(code);
  }
}

if (tool === undefined) throw new Error('usage: node tools/bootstrap.mjs <tool> [arguments]');
if (!isInstalled()) await install();

const node = newestNode();
if (node === null) {
  const pinned = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).optionalDependencies).join(
    ', ',
  );
  console.error(
    `This needs Node ${NODE_WANTED.join('.')} or newer; you run ${process.version}. The packages ${pinned} bring one along, ` +
      `but none of them runs on ${process.platform}-${process.arch} here. Please install Node 24 LTS and try again.`,
  );
  process.exit(1);
}

const path = [join(root, 'node_modules', '.bin'), dirname(node), process.env.PATH ?? ''].join(delimiter);
process.exitCode = await run(node, [join(root, 'tools', `${tool}.mjs`), ...args], {
  env: { ...process.env, PATH: path },
});
