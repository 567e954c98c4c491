/**
 * State of the connection. `connecting`: not live yet. `live`: connected, and the server has replied for every open topic. `reconnecting`:
 * it was live, and the rows may be old. `closed`: by `close()`, for good.
 */
export type LinkState = 'connecting' | 'live' | 'reconnecting' | 'closed';

/** State of the connection, and since when. */
export interface LinkStatus {
  /** The state. */
  readonly state: LinkState;
  /** When this state began, in ms since 1970 by the client's clock. */
  readonly since: number;
}

type Listener = (status: LinkStatus) => void;

/** The current status and its listeners. A listener is called at once, then at each change. */
export class ObservableStatus {
  private readonly listeners = new Set<Listener>();
  private value: LinkStatus = { state: 'connecting', since: Date.now() };

  get current(): LinkStatus {
    return this.value;
  }

  set(state: LinkState): void {
    if (this.value.state === state || this.value.state === 'closed') return;
    this.value = { state, since: Date.now() };
    for (const listener of [...this.listeners]) listener(this.value);
  }

  listen(listener: Listener): () => void {
    // A function of its own: a listener that is added twice is called twice.
    const entry: Listener = (status) => listener(status);
    this.listeners.add(entry);
    entry(this.value);
    return () => this.listeners.delete(entry);
  }
}
