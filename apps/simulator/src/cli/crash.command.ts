import { parseArgs } from 'node:util';
import { crashRun } from '../crash/crash-run';
import { positive, temporaryStorage } from '@livekit-dashboard/harness';

export const help = `crash [--times 20] [--seed 1]     kill -9 the built api under load, then look for lost events`;

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { times: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
  });
  const { env, remove } = await temporaryStorage();
  try {
    const report = await crashRun({
      times: positive('times', values.times),
      seed: Number(values.seed),
      env,
      onRound: (round, acknowledged) => console.log(`killed ${round} times, ${acknowledged} events acknowledged`),
    });
    console.log(report);
    if (report.lost.length + report.doubled.length + report.holes.length > 0) process.exitCode = 1;
  } finally {
    await remove();
  }
}
