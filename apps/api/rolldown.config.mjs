import { nodeBundle } from '../../tools/rolldown.mjs';

/** The api, and its programs that move data: each runs by itself. */
const entries = ['main.ts', 'transfer/import.ts', 'transfer/move.ts'];

export default entries.map((entry) => nodeBundle({ entry: `apps/api/src/${entry}`, outDir: 'dist/apps/api' }));
