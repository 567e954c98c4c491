const PROGRESS_MS = 2_000;

/** Calls `report` at most every two seconds, since a person reads the progress. */
export function nowAndThen<T extends readonly unknown[]>(report: (...progress: T) => void): (...progress: T) => void {
  let next = Date.now() + PROGRESS_MS;
  return (...progress) => {
    if (Date.now() < next) return;
    next = Date.now() + PROGRESS_MS;
    report(...progress);
  };
}
