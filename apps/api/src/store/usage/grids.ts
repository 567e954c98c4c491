/** Which increment and minimum holds for whoever joins when. */

/** Increment (ms) and minimum (units) of each dimension, of whoever joined within `[fromMs, toMs)`. */
export interface Grid {
  readonly fromMs: number;
  readonly toMs: number;
  readonly dimensions: Readonly<Record<string, { readonly incrementMs: number; readonly minimumUnits: number }>>;
}
