/** ISO 8601 in UTC. Times are in ms everywhere inside; this form is made only for the contract. */
export const instantOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
