import { formatBytes, resultLine } from './egress-results';

describe('a result', () => {
  it('of a file states its length, size and location', () => {
    const file = { filename: 'a.mp4', duration: '61000000000', size: '4200000', location: 'https://s3/a.mp4' };
    expect(resultLine({ ...file, type: 'file' })).toEqual({
      type: 'file',
      name: 'a.mp4',
      facts: ['01:01', '4.2 MB'],
      location: 'https://s3/a.mp4',
      error: null,
    });
  });

  it('of a stream states its address, state and error', () => {
    const stream = { url: 'rtmp://host/{redacted}', status: 'FAILED', error: 'refused', type: 'stream' };
    expect(resultLine(stream)).toMatchObject({ name: 'rtmp://host/{redacted}', facts: ['failed'], error: 'refused' });
  });

  it('of segments and images states their number', () => {
    expect(resultLine({ playlistName: 'a.m3u8', segmentCount: '12', type: 'segments' }).facts).toEqual(['12 segments']);
    expect(resultLine({ filenamePrefix: 'a', imageCount: 3, type: 'images' }).facts).toEqual(['3 images']);
  });

  it('states only what LiveKit sent', () => {
    expect(resultLine({})).toEqual({ type: 'result', name: 'without a name', facts: [], location: null, error: null });
  });
});

describe('bytes', () => {
  it.each([
    [812, '812 B'],
    [1_500, '1.5 kB'],
    [187_500_000, '188 MB'],
    [3_200_000_000_000, '3.2 TB'],
  ])('%d are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});
