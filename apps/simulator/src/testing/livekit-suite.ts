import { describeOrSkip, findLiveKit } from '@livekit-dashboard/harness';

/** `describe` for a suite that drives a real LiveKit server; `body` gets the program's path. */
export function describeLiveKit(name: string, body: (program: string) => void): void {
  const program = findLiveKit();
  const missing = program === null ? 'LiveKit server: set LIVEKIT_SERVER, or put livekit-server on PATH' : null;
  describeOrSkip(name, missing, () => body(program ?? ''));
}
