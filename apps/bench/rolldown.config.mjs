import { nodeBundle } from '../../tools/rolldown.mjs';

/** The benchmarks of servers, those of the page, and the server that ours is compared with. */
const entries = ['bench.ts', 'page/page.ts', 'plain-server/plain-server.ts'];

export default entries.map((entry) => nodeBundle({ entry: `apps/bench/src/${entry}`, outDir: 'dist/apps/bench' }));
