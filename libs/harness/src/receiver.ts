/** A webhook receiver for tests, on a port of its own: records requests and answers as configured. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly body: string;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
}

/** Returns the status of the answer; null drops the connection instead. */
export type Answer = (received: Received, earlier: readonly Received[]) => number | null | Promise<number | null>;

export class Receiver {
  readonly received: Received[] = [];

  private constructor(private readonly server: Server) {}

  static async start(answer: Answer = () => 200): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', (request, response) => {
      void receive(request).then(async (received) => {
        const earlier = [...receiver.received];
        receiver.received.push(received);
        const status = await answer(received, earlier);
        if (status === null) request.socket.destroy();
        else response.writeHead(status).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}/api/webhooks/livekit`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

async function receive(request: IncomingMessage): Promise<Received> {
  const chunks = (await request.toArray()) as Buffer[];
  const { authorization, 'content-type': contentType } = request.headers;
  return { body: Buffer.concat(chunks).toString(), authorization, contentType };
}
