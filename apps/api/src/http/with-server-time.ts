/** A reply of the contract: the result and the server's time, by which clients correct their clocks. */
export async function withServerTime<T extends object>(
  reading: T | Promise<T>,
): Promise<T & { readonly serverTime: string }> {
  return { ...(await reading), serverTime: new Date().toISOString() };
}
