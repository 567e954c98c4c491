/** SQL: ms since 1970 by the database's clock, the one clock that all replicas share. */
export const NOW_MS = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint';
