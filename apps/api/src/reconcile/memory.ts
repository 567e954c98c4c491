/**
 * What one comparison leaves for the next. It is stored with the server's row in `reconcile`, because replicas take turns and
 * a restart must neither end anything early nor forget for ever what was absent.
 */

/** A listing: when it began (T, ms) and the offset of the last event that was stored before it. */
export interface ListingMark {
  readonly atMs: number;
  readonly head: number;
}

/** The first listing that lacked something. */
export interface Absence extends ListingMark {
  /** As of `Missing`. */
  readonly scope: string;
}

export interface ReconcileMemory {
  /** The address all of this is about. */
  readonly url: string;
  /**
   * T of the last listing that named a room of which webhooks had reported: proof that this server sends them. Null: none did, or
   * one since then was another server's.
   */
  readonly agreedMs: number | null;
  /** T of the first of an unbroken row of listings that contradict the webhooks; null: the last one did not. */
  readonly contradictedMs: number | null;
  /** The last listing that named none of the rooms that webhooks report; null: every one did since the last agreement. */
  readonly disagreed: ListingMark | null;
  /** A webhook of a room came after a listing that lacked it: another server answers at this address. */
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

/** What is stored, if it is about this address. Nothing of another server's answers counts. */
export const memoryOf = (stored: object | null, url: string): ReconcileMemory => {
  const memory = stored as ReconcileMemory | null;
  return memory?.url === url ? memory : emptyMemory(url);
};
