import { nodeBundle } from '../../tools/rolldown.mjs';

export default nodeBundle({ entry: 'apps/simulator/src/main.ts', outDir: 'dist/apps/simulator' });
