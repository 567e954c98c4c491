import { findLiveKit } from '../livekit/livekit-server';

/** `describe` for a suite that drives a real LiveKit server. Without one it is skipped aloud; under CI=true it fails. */
export function describeLiveKit(name: string, body: (program: string) => void): void {
  const program = findLiveKit();
  if (program !== null) return describe(name, () => body(program));
  const reason = 'no LiveKit server: set LIVEKIT_SERVER, or put livekit-server on PATH';
  if (process.env['CI'] === 'true') {
    it(name, () => {
      throw new Error(reason);
    });
    return;
  }
  process.stderr.write(`SKIPPED ${name}: ${reason}\n`);
  describe.skip(name, () => body(''));
}
