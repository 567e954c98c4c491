/**
 * The state from one comparison to the next. It is stored in the server's row of `reconcile`, because replicas take
 * turns, and a restart must neither end anything early nor lose what was absent.
 */

/** A listing: when it began (T, ms) and the offset of the last event that was stored before it. */
export interface ListingMark {
  readonly atMs: number;
  readonly head: number;
}

/** The first listing that did not contain an object. */
export interface Absence extends ListingMark {
  /** As of `Missing`. */
  readonly scope: string;
}

export interface ReconcileMemory {
  /** The address that this state is about. */
  readonly url: string;
  /**
   * T of the last listing that contained a room that webhooks had reported: proof that this server sends them. Null:
   * there was none, or a later listing was another server's.
   */
  readonly agreedMs: number | null;
  /** T of the first of an unbroken series of listings that contradict the webhooks. Null: the last one did not. */
  readonly contradictedMs: number | null;
  /**
   * The last listing that contained none of the rooms that webhooks report. Null: all listings since the last agreement
   * contained some.
   */
  readonly disagreed: ListingMark | null;
  /**
   * A webhook of a room was received after a listing that did not contain it: another server answers at this address.
   */
  readonly refuted: boolean;
  /** By `<event>:<sid>` of the event that would end it. */
  readonly absent: Readonly<Record<string, Absence>>;
}

export const emptyMemory = (url: string): ReconcileMemory => ({
  url,
  agreedMs: null,
  contradictedMs: null,
  disagreed: null,
  refuted: false,
  absent: {},
});

/** The stored state if it is about this address. Answers of another address do not count. */
export const memoryOf = (stored: object | null, url: string): ReconcileMemory => {
  const memory = stored as ReconcileMemory | null;
  return memory?.url === url ? memory : emptyMemory(url);
};
