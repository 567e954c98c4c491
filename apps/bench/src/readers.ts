/**
 * Many browsers in one process, as cheap as they come: bare WebSockets that speak just enough of engine.io and socket.io.
 * Each keeps its last message; a few of them, the sampled ones, read every message and measure how late each change came.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { Latencies } from '@livekit-dashboard/traffic';
import { dueMs, lastOffset, type Stream } from './stream';

const SAMPLED = 10;
const CHANGES = Buffer.from('42["change');

export interface Connect {
  readonly origin: string;
  readonly sockets: number;
  /** Null: the server sends to everybody unasked. */
  readonly topic: string | null;
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

/** What a message covers: ours says it, a plain one is one change. */
interface Covered {
  readonly fromOffset?: number;
  readonly toOffset?: number;
  readonly offset?: number;
}

export class Readers {
  private readers: Reader[] = [];
  private stream: Stream | null = null;
  private latencies = new Latencies();

  async connect({ origin, sockets, topic }: Connect): Promise<void> {
    const url = new URL('/socket.io/?EIO=4&transport=websocket', origin);
    url.protocol = 'ws:';
    const every = Math.ceil(sockets / SAMPLED);
    for (let index = 0; index < sockets; index++)
      this.readers.push(await this.open(url, topic, index % every === every - 1));
  }

  expect(stream: Stream): void {
    this.stream = stream;
    this.latencies = new Latencies();
    for (const reader of this.readers) Object.assign(reader, { messages: 0, bytes: 0 });
  }

  report(): Figures {
    const end = this.stream ? lastOffset(this.stream) : 0;
    for (const reader of this.readers) if (reader.last) reader.offset = endOf(parse(reader.last));
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

  private async open(url: URL, topic: string | null, sampled: boolean): Promise<Reader> {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    const reader: Reader = { sampled, messages: 0, bytes: 0, offset: 0, last: null };
    const greeted = Promise.withResolvers<null>();
    socket.on('message', (data: Buffer) => {
      if (data[0] === 0x30) socket.send('40');
      else if (data[0] === 0x32) socket.send('3');
      else if (data[1] === 0x30 && topic !== null) socket.send(`420${JSON.stringify(['subscribe', { topic }])}`);
      else if (data[1] === 0x30 || data[1] === 0x33) greeted.resolve(null);
      else if (data.subarray(0, CHANGES.length).equals(CHANGES)) this.read(reader, data);
    });
    socket.on('close', (code) => greeted.reject(new Error(`Socket closed: ${code}`)));
    await once(socket, 'open');
    await greeted.promise;
    return reader;
  }

  private read(reader: Reader, data: Buffer): void {
    reader.messages += 1;
    reader.bytes += data.length;
    reader.last = data;
    if (!reader.sampled || !this.stream) return;
    const now = Date.now();
    const covered = parse(data);
    const end = Math.min(endOf(covered), lastOffset(this.stream));
    const start = Math.max(covered.fromOffset ?? end - 1, this.stream.base);
    for (let offset = start + 1; offset <= end; offset++) this.latencies.add(now - dueMs(this.stream, offset));
  }
}

const parse = (data: Buffer): Covered => (JSON.parse(data.toString('utf8', 2)) as [string, Covered])[1];

const endOf = ({ toOffset, offset }: Covered): number => toOffset ?? offset ?? 0;
