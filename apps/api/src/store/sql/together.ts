type Settled<T extends readonly unknown[]> = { -readonly [K in keyof T]: Awaited<T[K]> };

/**
 * Awaits queries of one connection that share a round trip. Of several that fail it throws the first in the order given, which is
 * the one that made the others fail ("current transaction is aborted"); none is still under way when it does.
 */
export async function together<const T extends readonly Promise<unknown>[]>(queries: T): Promise<Settled<T>> {
  const settled = await Promise.allSettled(queries);
  for (const one of settled) if (one.status === 'rejected') throw one.reason;
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined)) as Settled<T>;
}
