/**
 * Many browsers in one process, with little CPU: bare WebSockets that implement just enough of a server's protocol.
 * Each keeps its last message; some of them, the samples, read every message and measure how late each change
 * arrived.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { Latencies } from '@livekit-dashboard/traffic';
import { dueMs, lastOffset, type Stream } from './stream';
import { centrifuge, socketIo, type WireProtocol } from './wire-protocol';

const SAMPLED = 10;

export interface Connect {
  readonly origin: string;
  readonly sockets: number;
  /** A topic of ours; null: a socket.io server that sends to every client without a subscription. */
  readonly topic: string | null;
  readonly centrifuge?: boolean;
}

export interface Figures {
  readonly p50: number;
  readonly p99: number;
  /** Sockets that have the stream's last change. */
  readonly complete: number;
  readonly messages: number;
  readonly megabytes: number;
}

interface Reader {
  readonly sampled: boolean;
  messages: number;
  bytes: number;
  offset: number;
  last: Buffer | null;
}

export class Readers {
  private readers: Reader[] = [];
  private stream: Stream | null = null;
  private latencies = new Latencies();
  private protocol: WireProtocol = centrifuge;

  async connect(connect: Connect): Promise<void> {
    const { origin, sockets, topic } = connect;
    this.protocol = connect.centrifuge ? centrifuge : socketIo(topic);
    const url = new URL(this.protocol.path, origin);
    url.protocol = 'ws:';
    const every = Math.ceil(sockets / SAMPLED);
    for (let index = 0; index < sockets; index++) this.readers.push(await this.open(url, index % every === every - 1));
  }

  expect(stream: Stream): void {
    this.stream = stream;
    this.latencies = new Latencies();
    for (const reader of this.readers) Object.assign(reader, { messages: 0, bytes: 0 });
  }

  report(): Figures {
    const end = this.stream ? lastOffset(this.stream) : 0;
    for (const reader of this.readers) if (reader.last) reader.offset = this.protocol.covered(reader.last).to;
    const [p50, p99] = this.latencies.percentiles(0.5, 0.99);
    const sum = (of: (reader: Reader) => number): number =>
      this.readers.reduce((total, reader) => total + of(reader), 0);
    return {
      p50,
      p99,
      complete: this.readers.filter(({ offset }) => offset >= end).length,
      messages: sum(({ messages }) => messages),
      megabytes: sum(({ bytes }) => bytes) / 1_000_000,
    };
  }

  private async open(url: URL, sampled: boolean): Promise<Reader> {
    const { protocol } = this;
    const socket = new WebSocket(url, { perMessageDeflate: false });
    const reader: Reader = { sampled, messages: 0, bytes: 0, offset: 0, last: null };
    const greeted = Promise.withResolvers<null>();
    socket.on('message', (data: Buffer) => {
      if (protocol.isAboutChanges(data)) this.read(reader, data);
      const answer = protocol.answer(data);
      if (answer?.send !== undefined) socket.send(answer.send);
      if (answer?.ready) greeted.resolve(null);
    });
    socket.on('close', (code) => greeted.reject(new Error(`Socket closed: ${code}`)));
    await once(socket, 'open');
    if (protocol.hello !== null) socket.send(protocol.hello);
    await greeted.promise;
    return reader;
  }

  private read(reader: Reader, data: Buffer): void {
    reader.messages += 1;
    reader.bytes += data.length;
    reader.last = data;
    if (!reader.sampled || !this.stream) return;
    const now = Date.now();
    const { from, to } = this.protocol.covered(data);
    const end = Math.min(to, lastOffset(this.stream));
    for (let offset = Math.max(from, this.stream.base) + 1; offset <= end; offset++) {
      this.latencies.add(now - dueMs(this.stream, offset));
    }
  }
}
