/**
 * Runs a part of a benchmark in a process of its own, so that the load does not share a thread with what reads the clock.
 * The bench program starts itself again with `worker <role> <input as JSON>`; the worker sends its result as one message.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';

export async function inWorker<Result>(role: string, input: unknown): Promise<Result> {
  const [, program] = process.argv;
  if (program === undefined) throw new Error('A bench is started as a program');
  const child = fork(program, ['worker', role, JSON.stringify(input)]);
  const [result] = await Promise.race([
    once(child, 'message') as Promise<[Result]>,
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`Worker "${role}" ended with ${String(code)}`))),
  ]);
  return result;
}

export async function workerMain(work: (input: never) => Promise<unknown>, input: string): Promise<void> {
  const result = await work(JSON.parse(input) as never);
  await new Promise((sent) => process.send?.(result, sent));
  process.disconnect();
}
