import type { Topic } from '@livekit-dashboard/contracts';

/** socket.io's room of a topic. A socket has a room of its own id too: the prefix keeps them apart. */
export const wireRoom = (topic: Topic): string => `topic:${topic}`;
