/** Orders rows by an instant, those without one last. ISO 8601 in UTC sorts as text. */
export function byTime<T>(timeOf: (row: T) => string | null): (a: T, b: T) => number {
  return (a, b) => {
    const [left, right] = [timeOf(a), timeOf(b)];
    if (left === right) return 0;
    if (left === null) return 1;
    return right === null || left < right ? -1 : 1;
  };
}
