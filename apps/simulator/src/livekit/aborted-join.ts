import { once } from 'node:events';
import type { LiveKit } from './livekit-server';
import { joinToken, type Who } from './token';

/** Opens the signalling connection, receives the room, and leaves before any media connected. */
export async function abortedJoin(livekit: LiveKit, room: string, who: Who): Promise<void> {
  const url = new URL('/rtc', livekit.url);
  const token = await joinToken(livekit.apiKey, room, who);
  url.search = new URLSearchParams({
    access_token: token,
    protocol: '15',
    sdk: 'js',
    version: '2.0.0',
    auto_subscribe: '1',
  }).toString();
  const socket = new WebSocket(url);
  await once(socket, 'message');
  socket.close();
  await once(socket, 'close');
}
