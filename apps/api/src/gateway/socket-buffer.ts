import type { DashboardSocket } from './sockets';

/** What of engine.io's socket its types do not show. slow-readers.medium.spec.ts proves that it is so. */
interface EngineSocket {
  readonly writeBuffer: readonly { readonly data?: unknown }[];
  readonly transport: { readonly socket?: { readonly bufferedAmount: number; terminate(): void } };
}

const engineOf = (socket: DashboardSocket): EngineSocket => socket.conn as unknown as EngineSocket;
const lengthOf = (data: unknown): number => (typeof data === 'string' || Buffer.isBuffer(data) ? data.length : 0);

/** How much a socket has been given and has not taken: engine.io's queue and the WebSocket's, in bytes (roughly: UTF-16 units). */
export function bufferedBytes(socket: DashboardSocket): number {
  const { writeBuffer, transport } = engineOf(socket);
  const sending = transport.socket?.bufferedAmount ?? 0;
  return writeBuffer.reduce((sum, { data }) => sum + lengthOf(data), sending);
}

/** Closes the connection politely, and cuts it if the other end does not answer within `graceMs`: WebSockets wait 30 s for that. */
export function closeWithin(graceMs: number, socket: DashboardSocket): void {
  const { socket: webSocket } = engineOf(socket).transport;
  socket.conn.close();
  setTimeout(() => webSocket?.terminate(), graceMs).unref();
}
