import { captureNames, httpPost, readCapture } from '@livekit-dashboard/traffic';
import { Sender } from '../sender/sender';
import { Receiver } from '@livekit-dashboard/harness';
import { replay } from './replay';

const apiKey = { key: 'devkey', secret: 'secret' };

describe('replay', () => {
  it('posts a capture byte for byte and in order', async () => {
    const receiver = await Receiver.start();
    const post = httpPost(receiver.url);
    const capture = await readCapture('hostile-names');
    const outcomes = await replay(capture, new Sender({ post, apiKey }), { speed: Infinity });
    expect(outcomes.every(({ status }) => status === 200)).toBe(true);
    expect(receiver.received.map(({ body }) => body)).toEqual(capture.map(({ body }) => body));
    post.close();
    await receiver.stop();
  });

  it('keeps the timing, scaled by speed', async () => {
    const receiver = await Receiver.start();
    const post = httpPost(receiver.url);
    const capture = await readCapture('created-empty');
    const startMs = performance.now();
    await replay(capture, new Sender({ post, apiKey }), { speed: 30 });
    expect(performance.now() - startMs).toBeGreaterThanOrEqual((capture.at(-1)?.atMs ?? NaN) / 30);
    post.close();
    await receiver.stop();
  });

  it('finds captures by name, and lists them', async () => {
    expect(await captureNames()).toContain('meeting');
    await expect(readCapture('nowhere')).rejects.toThrow(/No capture "nowhere".*meeting/);
  });
});
