import type { DigestKind } from '@livekit-dashboard/contracts';
import { SETTLING_MS } from '../../store/digests/minutes';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
/** Counting takes at most a quarter of the time, however much there is to count. */
const COST_FACTOR = 4;
/** A timer may fire a moment early. */
const TIMER_SLACK_MS = 5;

/** When a digest is counted again. Counting reads the database, so it is not done for each event. */
export interface DigestPace {
  /** The shortest interval between two counts caused by events, in ms. Null: an event alone does not change it. */
  readonly afterEventMs: number | null;
  /** It is also counted whenever the clock passes a multiple of this, in ms. Null: time alone does not change it. */
  readonly inSilenceMs: number | null;
}

/**
 * `activity` is made from events as they arrive. `health` also counts the rejected webhooks of every replica, which are
 * not events.
 */
export const PACES: Readonly<Record<DigestKind, DigestPace>> = {
  stats: { afterEventMs: SECOND_MS, inSilenceMs: null },
  hour: { afterEventMs: null, inSilenceMs: MINUTE_MS },
  busiest: { afterEventMs: SECOND_MS, inSilenceMs: MINUTE_MS },
  activity: { afterEventMs: 250, inSilenceMs: null },
  health: { afterEventMs: null, inSilenceMs: SECOND_MS },
  failures: { afterEventMs: SECOND_MS, inSilenceMs: 5 * SECOND_MS },
  agentDay: { afterEventMs: 2 * SECOND_MS, inSilenceMs: MINUTE_MS },
};

/** When one digest is due. Times are by `performance.now()`. */
export class DigestTurn {
  private readAt = -Infinity;
  private costMs = 0;
  private wanted = false;
  private silentUntil: number;

  constructor(private readonly pace: DigestPace) {
    this.silentUntil = nextMultiple(pace.inSilenceMs);
  }

  /** Infinity: it stays as it is. */
  get dueAt(): number {
    const least = Math.max(this.pace.afterEventMs ?? SECOND_MS, this.costMs * COST_FACTOR);
    const soon = this.wanted ? this.readAt + least : Infinity;
    return Math.min(soon, this.silentUntil);
  }

  /** An event came. */
  touch(): void {
    this.wanted ||= this.pace.afterEventMs !== null;
  }

  /** It must be counted again, regardless of its pace. */
  want(): void {
    this.wanted = true;
  }

  /** It took so long. */
  end(now: number): void {
    this.costMs = now - this.readAt;
  }

  /** It is being counted. */
  begin(now: number): void {
    this.readAt = now;
    this.wanted = false;
    this.silentUntil = nextMultiple(this.pace.inSilenceMs);
  }
}

/** A little after it, when what belongs to it has come. */
function nextMultiple(everyMs: number | null): number {
  if (everyMs === null) return Infinity;
  const since = (Date.now() - SETTLING_MS) % everyMs;
  return performance.now() + everyMs - since + TIMER_SLACK_MS;
}
