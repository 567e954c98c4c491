/**
 * `connecting`: never live yet. `live`: connected, and every topic that is followed has been answered. `reconnecting`: it was live,
 * and what is held may be old. `closed`: by `close()`, for good.
 */
export type LinkState = 'connecting' | 'live' | 'reconnecting' | 'closed';

export interface LinkStatus {
  readonly state: LinkState;
  /** When this state began: the client's own clock, in ms since 1970. */
  readonly since: number;
}

type Listener = (status: LinkStatus) => void;

/** The present status and who wants to know. A listener hears it at once, then each change. */
export class StatusHolder {
  private readonly listeners = new Set<Listener>();
  private held: LinkStatus = { state: 'connecting', since: Date.now() };

  get current(): LinkStatus {
    return this.held;
  }

  set(state: LinkState): void {
    if (this.held.state === state || this.held.state === 'closed') return;
    this.held = { state, since: Date.now() };
    for (const listener of [...this.listeners]) listener(this.held);
  }

  listen(listener: Listener): () => void {
    // A function of its own: one listener given twice is two listeners.
    const entry: Listener = (status) => listener(status);
    this.listeners.add(entry);
    entry(this.held);
    return () => this.listeners.delete(entry);
  }
}
