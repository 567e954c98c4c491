import { dayOf, dayStartMs, monthStart } from '@livekit-dashboard/domain';

/** The UTC month before that of `nowMs`, `YYYY-MM`. */
export const lastMonth = (nowMs: number): string => dayOf(dayStartMs(monthStart(dayOf(nowMs))) - 1).slice(0, 7);
