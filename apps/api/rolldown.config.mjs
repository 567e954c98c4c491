import { nodeBundle } from '../../tools/rolldown.mjs';

export default nodeBundle({ entry: 'apps/api/src/main.ts', outDir: 'dist/apps/api' });
