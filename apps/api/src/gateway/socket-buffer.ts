import type { DashboardServer, DashboardSocket } from './sockets';

/** What of engine.io's socket its types do not show. slow-readers.medium.spec.ts proves that it is so. */
interface EngineSocket {
  close(): void;
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

/**
 * Asks every connection to close, also those that never joined the namespace, and cuts off those that have not done so after
 * `graceMs`: a WebSocket waits 30 s for the other end, and the server could not stop before.
 */
export function closeAllWithin(graceMs: number, server: DashboardServer): void {
  const { clients } = server.engine as unknown as { readonly clients: Readonly<Record<string, EngineSocket>> };
  for (const client of Object.values(clients)) {
    const { socket: webSocket } = client.transport;
    client.close();
    setTimeout(() => webSocket?.terminate(), graceMs).unref();
  }
}
