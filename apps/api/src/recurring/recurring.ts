/**
 * Runs a job repeatedly, never twice at once. A failure is logged, and the next run tries again. Lifecycle: from
 * `start` to `stop`, which aborts the signal and waits for the current run.
 */
export class Recurring {
  private readonly stopping = new AbortController();
  private running: Promise<unknown> | null = null;
  private timer: NodeJS.Timeout | undefined;

  /** `work` receives a signal that `stop` aborts. */
  constructor(
    private readonly work: (signal: AbortSignal) => Promise<unknown>,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Starts after `everyMs`, or at once. The timer does not keep the process alive. */
  start(everyMs: number, atOnce: boolean): void {
    this.timer = setInterval(() => this.tick(), everyMs).unref();
    if (atOnce) this.tick();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort(new Error('The dashboard is shutting down'));
    await this.running;
  }

  private tick(): void {
    this.running ??= this.work(this.stopping.signal)
      .catch(this.failed)
      .finally(() => (this.running = null));
  }
}
