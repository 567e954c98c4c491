import { readFile } from 'node:fs/promises';

/** Linux counts process time in ticks of 10 ms on every platform that Node supports. */
const TICKS_PER_SECOND = 100;

/** CPU time a process has used, in seconds: user and system together. NaN where there is no /proc. */
export async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return NaN;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
