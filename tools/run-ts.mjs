#!/usr/bin/env node
/**
 * Runs a TypeScript program of this repository without building anything by hand:
 *   node tools/run-ts.mjs apps/simulator/src/main.ts demo --url http://127.0.0.1:3000
 * It bundles the file as the build does (tools/rolldown.mjs) into dist/run/ and runs that; signals and the exit code pass through.
 */
import { basename, relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { nodeBundle, root } from './rolldown.mjs';
import { run } from './run.mjs';

const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: node tools/run-ts.mjs <file.ts> [arguments]');
  process.exit(2);
}

const entry = relative(root, resolve(file));
const outDir = `dist/run/${entry.replaceAll(/[^\w.-]/g, '_')}`;
const { output, ...input } = nodeBundle({ entry, outDir });
const bundle = await rolldown({ ...input, logLevel: 'warn' });
await bundle.write(output);
await bundle.close();

const built = `${root}/${outDir}/${basename(entry).replace(/\.ts$/, '.js')}`;
process.exitCode = await run(process.execPath, ['--enable-source-maps', built, ...args]);
