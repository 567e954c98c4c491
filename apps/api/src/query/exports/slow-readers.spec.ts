/** What every format guarantees about its pages: read one after another, as fast as the client reads the file, and no further. */
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { chance } from '../../testing/chance';
import type { Column } from './columns';
import { csv } from './csv';
import { json } from './json';
import { xlsx } from './xlsx';

const PAGES = 40;
const ROWS = 500;
const NOISE: readonly Column<{ readonly noise: string }>[] = [
  { name: 'noise', type: 'text', of: ({ noise }) => noise },
];

/** How much each format may have buffered. */
const AHEAD = 8;

/** 20,000 rows of a kilobyte that compresses badly. */
function source(breaksAt = PAGES) {
  const random = chance(1);
  const state = { read: 0, closed: false };
  async function* rows() {
    try {
      for (; state.read < PAGES; state.read += 1) {
        if (state.read === breaksAt) throw new Error('the database is away');
        yield Array.from({ length: ROWS }, () => ({ noise: Array.from({ length: 56 }, random).join('') }));
      }
    } finally {
      state.closed = true;
    }
  }
  return { state, pages: rows() };
}

type Pages = ReturnType<typeof source>['pages'];
const FORMATS: readonly (readonly [string, (pages: Pages) => Readable])[] = [
  ['csv', (pages) => csv(NOISE, pages)],
  ['json', (pages) => json(pages)],
  ['xlsx', (pages) => xlsx('Noise', NOISE, pages)],
];

/** Resolves once all pending work is done, also that off the main thread. */
async function settled(state: { readonly read: number }): Promise<void> {
  for (let quiet = 0, seen = -1; quiet < 200; quiet += 1) {
    if (state.read !== seen) [quiet, seen] = [0, state.read];
    await turn();
  }
}

describe.each(FORMATS)('%s', (_, written) => {
  it('reads no faster than its client', async () => {
    const { state, pages } = source();
    const file = written(pages);
    file.once('readable', () => void file.read(1));
    await settled(state);
    expect(state.read).toBeLessThan(AHEAD);
    await text(file);
    expect(state).toEqual({ read: PAGES, closed: true });
  });

  it('stops reading when its client disconnects', async () => {
    const { state, pages } = source();
    const file = written(pages);
    file.once('readable', () => void file.read());
    await settled(state);
    file.destroy();
    await settled(state);
    expect(state.read).toBeLessThan(AHEAD);
    expect(state.closed).toBe(true);
  });

  it('breaks off when a page fails', async () => {
    const file = written(source(3).pages);
    file.resume();
    await expect(finished(file)).rejects.toThrow('the database is away');
  });
});
