import { nodeBundle } from '../../tools/rolldown.mjs';

/** The simulator's programs: its command line, the benchmarks, and the server they compare with. */
const entries = ['main.ts', 'bench/bench.ts', 'bench/plain-server/plain-server.ts'];

export default entries.map((entry) =>
  nodeBundle({ entry: `apps/simulator/src/${entry}`, outDir: 'dist/apps/simulator' }),
);
