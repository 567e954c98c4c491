import type { DashboardServer, DashboardSocket } from './sockets';

/**
 * Properties of engine.io's socket that its types do not declare. slow-readers.medium.spec.ts tests that they exist.
 */
interface EngineSocket {
  close(): void;
  readonly writeBuffer: readonly { readonly data?: unknown }[];
  readonly transport: { readonly socket?: { readonly bufferedAmount: number; terminate(): void } };
}

const engineOf = (socket: DashboardSocket): EngineSocket => socket.conn as unknown as EngineSocket;
const lengthOf = (data: unknown): number => (typeof data === 'string' || Buffer.isBuffer(data) ? data.length : 0);

/**
 * How much data waits to be sent to a socket: engine.io's queue and the WebSocket's, in bytes (approximately: UTF-16
 * units).
 */
export function bufferedBytes(socket: DashboardSocket): number {
  const { writeBuffer, transport } = engineOf(socket);
  const sending = transport.socket?.bufferedAmount ?? 0;
  return writeBuffer.reduce((sum, { data }) => sum + lengthOf(data), sending);
}

/**
 * Asks every connection to close, including those that never joined the namespace, and terminates those that have not
 * closed after `graceMs`: a WebSocket waits 30 s for the other end, and the server could not stop before.
 */
export function closeAllWithin(graceMs: number, server: DashboardServer): void {
  const { clients } = server.engine as unknown as { readonly clients: Readonly<Record<string, EngineSocket>> };
  for (const client of Object.values(clients)) {
    const { socket: webSocket } = client.transport;
    client.close();
    setTimeout(() => webSocket?.terminate(), graceMs).unref();
  }
}
