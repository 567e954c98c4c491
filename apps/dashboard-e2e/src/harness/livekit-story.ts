/**
 * The simulator's `livekit --step`: a real livekit-server and real clients play one call, a step at a time. Lifecycle:
 * `play` starts both; `next` requests a step and resolves when it was done, to null after the last; `end` ends them.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { API_KEY, API_SECRET } from '@livekit-dashboard/harness/browser';
import { builtProgram } from '@livekit-dashboard/harness';

export interface Step {
  readonly step: string;
  readonly identity?: string;
}

export class LiveKitStory {
  private readonly steps: AsyncIterator<string>;
  private begun = false;

  private constructor(private readonly child: ChildProcess) {
    if (!child.stdout) throw new Error('The simulator has no output');
    this.steps = createInterface(child.stdout)[Symbol.asyncIterator]();
  }

  static play(origin: string, room: string): LiveKitStory {
    const args = ['livekit', '--step', '--room', room, '--url', origin, '--key', API_KEY, '--secret', API_SECRET];
    const stdio: ['pipe', 'pipe', 'inherit'] = ['pipe', 'pipe', 'inherit'];
    return new LiveKitStory(spawn(process.execPath, [builtProgram('simulator', 'main.js'), ...args], { stdio }));
  }

  async next(): Promise<Step | null> {
    if (this.begun) this.child.stdin?.write('\n');
    this.begun = true;
    for (;;) {
      const { value, done } = await this.steps.next();
      if (done === true) return null;
      // The native client library writes lines of its own between ours.
      if (value.startsWith('{"step"')) return JSON.parse(value) as Step;
    }
  }

  end(): void {
    this.child.kill('SIGTERM');
  }
}
