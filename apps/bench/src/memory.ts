import { readFile } from 'node:fs/promises';

const EVERY_MS = 100;

/** Resident memory of a process, in MB of 2^20 bytes. */
export async function memoryMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

/** The maximum memory of a process during `work`, sampled ten times a second. */
export async function withPeakMemory<T>(pid: number, work: () => Promise<T>): Promise<{ result: T; peakMb: number }> {
  let peakMb = await memoryMb(pid);
  const timer = setInterval(() => {
    memoryMb(pid).then(
      (mb) => (peakMb = Math.max(peakMb, mb)),
      () => undefined, // the process has ended, which the caller notices
    );
  }, EVERY_MS);
  try {
    return { result: await work(), peakMb };
  } finally {
    clearInterval(timer);
  }
}
