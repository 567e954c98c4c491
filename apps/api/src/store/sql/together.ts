type Settled<T extends readonly unknown[]> = { -readonly [K in keyof T]: Awaited<T[K]> };

/**
 * Awaits queries of one connection that share a round trip. If several fail, it throws the first in the given order,
 * which made the others fail ("current transaction is aborted"). None is still running when it throws.
 */
export async function together<const T extends readonly Promise<unknown>[]>(queries: T): Promise<Settled<T>> {
  const settled = await Promise.allSettled(queries);
  for (const one of settled) if (one.status === 'rejected') throw one.reason;
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined)) as Settled<T>;
}
