/** The results of an import, counted, and the first events that could not be read, with place and reason. */
import type { Outcome } from '../ingest/commit-batch';

const LISTED = 10;
const number = new Intl.NumberFormat('en');

export class Tally {
  read = 0;
  /** The stored events that are older than the retained sessions. */
  forgotten = 0;
  notes = 0;
  unreadable = 0;
  /** Place and reason of the first of them. */
  readonly failures: string[] = [];
  private readonly outcomes: Record<Outcome, number> = { stored: 0, duplicate: 0, quarantined: 0 };

  count(outcome: Outcome): void {
    this.outcomes[outcome] += 1;
  }

  fail(place: string, reason: string): void {
    this.unreadable += 1;
    if (this.failures.length < LISTED) this.failures.push(`${place}: ${reason}`);
  }

  get stored(): number {
    return this.outcomes.stored - this.forgotten;
  }

  get alreadyThere(): number {
    return this.outcomes.duplicate;
  }

  get keptApart(): number {
    return this.outcomes.quarantined;
  }

  get isWhole(): boolean {
    return this.unreadable + this.keptApart === 0;
  }

  /** Lines for the person who ran it. Counts of 0 are printed too, except those that are almost always 0. */
  summary(): string[] {
    const rare = (count: number, what: string): string[] => (count > 0 ? [line(count, what)] : []);
    const unlisted = this.unreadable - this.failures.length;
    return [
      line(this.read, 'read'),
      line(this.stored, 'stored'),
      line(this.alreadyThere, 'already there'),
      line(this.forgotten, 'forgotten: older than what is kept of sessions, so they are in the log only'),
      ...rare(this.notes, 'left out: what the other database noted of its own deletions'),
      ...rare(this.keptApart, 'kept apart: they could not be folded, the table quarantined_event says why'),
      line(this.unreadable, 'not readable'),
      ...this.failures.map((failure) => `    ${failure}`),
      ...(unlisted > 0 ? [`    and ${number.format(unlisted)} more`] : []),
    ];
  }
}

const line = (count: number, what: string): string => `${number.format(count).padStart(12)} ${what}`;
