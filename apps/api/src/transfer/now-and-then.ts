const PROGRESS_MS = 2_000;

/** Calls `tell`, but not more often than every two seconds: progress is for a person. */
export function nowAndThen<T extends readonly unknown[]>(tell: (...told: T) => void): (...told: T) => void {
  let next = Date.now() + PROGRESS_MS;
  return (...told) => {
    if (Date.now() < next) return;
    next = Date.now() + PROGRESS_MS;
    tell(...told);
  };
}
