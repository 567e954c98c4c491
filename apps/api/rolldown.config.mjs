import { nodeBundle } from '../../tools/rolldown.mjs';

/** The api, and its import of events: each runs by itself. */
const entries = ['main.ts', 'transfer/import.ts'];

export default entries.map((entry) => nodeBundle({ entry: `apps/api/src/${entry}`, outDir: 'dist/apps/api' }));
