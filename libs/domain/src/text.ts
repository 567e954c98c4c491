/** LiveKit sends a missing name as an empty one. */
export const textOrNull = (value: string | undefined): string | null =>
  value === undefined || value === '' ? null : value;
