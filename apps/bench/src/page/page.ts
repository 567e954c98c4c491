/**
 * `npm run bench -- page [painted|interactions|scroll|heap|first-paint] [--sessions 2000] [--rate 500] [--seconds 30] [--minutes 15]
 * [--database URL]`: how the page performs under load, in a real Chromium, on this machine together with the rest of the product.
 * Without a name all but `heap` are measured; `scroll` with five times the sessions. `--database` names an empty database; the default
 * is the embedded one. It prints figures and whether a goal was met; other load of the machine changes them.
 */
import { parseArgs } from 'node:util';
import { load, type Order } from './load';
import { firstPaint } from './first-paint';
import { heap } from './heap';
import { interactions } from './interactions';
import { painted } from './painted';
import { machineLoad, Scene } from './scene';
import { scroll } from './scroll';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sessions: { type: 'string', default: '2000' },
    rate: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '30' },
    minutes: { type: 'string', default: '15' },
    database: { type: 'string' },
  },
});
const [sessions, rate] = [Number(values.sessions), Number(values.rate)];

interface Bench {
  readonly sessions: number;
  readonly run: (scene: Scene) => Promise<void>;
}

const BENCHES: Readonly<Record<string, Bench>> = {
  'first-paint': { sessions, run: firstPaint },
  painted: { sessions, run: (scene) => painted(scene, Number(values.seconds)) },
  interactions: { sessions, run: interactions },
  scroll: { sessions: sessions * 5, run: scroll },
  heap: { sessions, run: (scene) => heap(scene, Number(values.minutes)) },
};

async function measure({ sessions: rooms, run }: Bench): Promise<void> {
  const scene = await Scene.set({ rooms, rate, peopled: rooms <= sessions, databaseUrl: values.database ?? null });
  console.log(
    `Database: ${values.database === undefined ? 'embedded' : 'PostgreSQL'}. Load of the machine before: ${machineLoad()}`,
  );
  await run(scene)
    .catch((error: unknown) => console.log(`Not measured to the end: ${String(error)}`))
    .finally(() => scene.strike());
}

if (positionals[0] === 'load') await load(JSON.parse(positionals[1] ?? '') as Order).then(() => process.disconnect());
else {
  const named = positionals[0];
  const chosen = named === undefined ? Object.keys(BENCHES).filter((name) => name !== 'heap') : [named];
  for (const name of chosen) {
    const bench = BENCHES[name];
    if (!bench) throw new Error(`No such bench: ${name}. There are: ${Object.keys(BENCHES).join(', ')}`);
    await measure(bench);
  }
}
