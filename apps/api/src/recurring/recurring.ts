/**
 * Does one thing again and again, never twice at once; what fails is told, and tried again the next time.
 * Lifecycle: from `start` to `stop`, which waits for what is under way; that ends sooner if it minds the signal.
 */
export class Recurring {
  private readonly stopping = new AbortController();
  private running: Promise<unknown> | null = null;
  private timer: NodeJS.Timeout | undefined;

  /** `work` is given a signal that is aborted by `stop`. */
  constructor(
    private readonly work: (signal: AbortSignal) => Promise<unknown>,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Begins after `everyMs`, or at once. It keeps no process alive. */
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
