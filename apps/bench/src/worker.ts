/**
 * A part of a benchmark in a separate process, so that load, readers and the clock do not share a thread.
 * The bench program starts itself again with `worker <role>`; a role is an object whose methods are called by message.
 * Lifecycle: `Worker.start`, `call` as often as needed, `stop`. A worker ends with its parent.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

interface Call {
  readonly id: number;
  readonly method: string;
  readonly input: unknown;
}
type Reply = { readonly id: number; readonly result: unknown } | { readonly id: number; readonly error: string };

export type Role = Readonly<Record<string, (input: never) => unknown>>;

export class Worker {
  private calls = 0;

  private constructor(
    private readonly role: string,
    private readonly child: ChildProcess,
  ) {}

  static start(role: string): Worker {
    const [, program] = process.argv;
    if (program === undefined) throw new Error('A bench is started as a program');
    const child = fork(program, ['worker', role]);
    child.setMaxListeners(0);
    return new Worker(role, child);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  call(method: string, input: unknown = null): Promise<unknown> {
    const id = ++this.calls;
    return new Promise((resolve, reject) => {
      const settle = (end: () => void): void => {
        this.child.off('message', onReply).off('exit', onExit);
        end();
      };
      const onExit = (code: number | null): void =>
        settle(() => reject(new Error(`Worker ${this.role} ended: ${String(code)}`)));
      const onReply = (reply: Reply): void => {
        if (reply.id !== id) return;
        settle(() =>
          'error' in reply ? reject(new Error(`${this.role}.${method}: ${reply.error}`)) : resolve(reply.result),
        );
      };
      this.child.on('message', onReply).on('exit', onExit);
      this.child.send({ id, method, input } satisfies Call);
    });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill();
    await gone;
  }
}

/** In the worker: answers calls until the parent ends. */
export function serve(role: Role): void {
  process.on('message', ({ id, method, input }: Call) => {
    Promise.resolve(input)
      .then((given) => role[method]?.(given as never))
      .then(
        (result) => process.send?.({ id, result }),
        (error: unknown) => process.send?.({ id, error: String(error) }),
      );
  });
  process.on('disconnect', () => process.exit());
}
