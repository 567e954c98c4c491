import { lastValueFrom, of, throwError, toArray } from 'rxjs';
import { PreloadPages } from './preload-pages';

describe('preloading pages', () => {
  const fetched = (data: object, load: Parameters<PreloadPages['preload']>[1]) =>
    lastValueFrom(new PreloadPages().preload({ data }, load).pipe(toArray()));

  it('skips pages that opt out', async () => {
    expect(await fetched({}, () => of('page'))).toEqual(['page']);
    expect(await fetched({ preload: false }, () => of('page'))).toEqual([]);
  });

  it('ignores errors: the user has not requested the page yet', async () => {
    expect(await fetched({}, () => throwError(() => new Error('gone')))).toEqual([]);
  });
});
