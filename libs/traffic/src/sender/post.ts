import { Agent, request } from 'node:http';

export const CONTENT_TYPE = 'application/webhook+json';

/** Posts one signed body and resolves to the status. Rejects on a network error. */
export type Post = (body: Buffer, token: string) => Promise<number>;

/**
 * Posts over keep-alive connections and, like LiveKit, without a timeout: a receiver that hangs delays the whole queue.
 */
export function httpPost(url: URL): Post & { close(): void } {
  const agent = new Agent({ keepAlive: true });
  const post = (body: Buffer, token: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const headers = {
        'content-type': CONTENT_TYPE,
        'content-length': body.length,
        authorization: token,
        'user-agent': 'livekit-dashboard-simulator',
      };
      const outgoing = request(url, { agent, method: 'POST', headers }, (answer) => {
        answer.resume();
        answer.once('end', () => resolve(answer.statusCode ?? 0));
        answer.once('error', reject);
      });
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  return Object.assign(post, { close: () => agent.destroy() });
}
