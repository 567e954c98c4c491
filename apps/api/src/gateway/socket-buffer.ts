import type { DashboardSocket } from './sockets';

/** What of engine.io's socket its types do not show. socket-buffer.medium.spec.ts proves that it is so. */
interface EngineSocket {
  readonly writeBuffer: readonly { readonly data?: unknown }[];
  readonly transport: { readonly socket?: { readonly bufferedAmount: number } };
}

const lengthOf = (data: unknown): number => (typeof data === 'string' || Buffer.isBuffer(data) ? data.length : 0);

/** How much a socket has been given and has not taken: engine.io's queue and the WebSocket's, in bytes (roughly: UTF-16 units). */
export function bufferedBytes(socket: DashboardSocket): number {
  const { writeBuffer, transport } = socket.conn as unknown as EngineSocket;
  const sending = transport.socket?.bufferedAmount ?? 0;
  return writeBuffer.reduce((sum, { data }) => sum + lengthOf(data), sending);
}
