import { lastValueFrom, of, throwError, toArray } from 'rxjs';
import { PreloadPages } from './preload-pages';

describe('fetching pages ahead', () => {
  const fetched = (data: object, load: Parameters<PreloadPages['preload']>[1]) =>
    lastValueFrom(new PreloadPages().preload({ data }, load).pipe(toArray()));

  it('leaves out what says so', async () => {
    expect(await fetched({}, () => of('page'))).toEqual(['page']);
    expect(await fetched({ preload: false }, () => of('page'))).toEqual([]);
  });

  it('says nothing of what cannot be fetched: nobody asked for it yet', async () => {
    expect(await fetched({}, () => throwError(() => new Error('gone')))).toEqual([]);
  });
});
