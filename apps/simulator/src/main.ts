/**
 * The simulator: posts signed webhook traffic as LiveKit does, so that the dashboard can be seen, tested and measured without a
 * LiveKit server. `world/` invents events, `replay/` repeats recorded ones, `sender/` delivers both by LiveKit's rules,
 * `load/` measures answers. Each command is one file of `cli/`.
 */
import * as crash from './cli/crash.command';
import * as demo from './cli/demo.command';
import * as livekit from './cli/livekit.command';
import * as load from './cli/load.command';
import { UsageError } from '@livekit-dashboard/harness';
import * as replay from './cli/replay.command';

const COMMANDS = { replay, demo, load, livekit, crash } as const;

const usage = `npm run simulate -- <command>

${Object.values(COMMANDS)
  .map(({ help }) => `  ${help}`)
  .join('\n')}

  All: [--url http://127.0.0.1:3000/api/webhooks/livekit] [--key K] [--secret S]
  Key and secret default to LIVEKIT_API_KEY and LIVEKIT_API_SECRET of the environment or .env, else devkey and secret.`;

const isCommand = (name: string | undefined): name is keyof typeof COMMANDS => name !== undefined && name in COMMANDS;

async function main([name, ...args]: string[]): Promise<void> {
  if (!isCommand(name)) {
    console.log(usage);
    process.exitCode = name === undefined || name === '--help' ? 0 : 2;
    return;
  }
  await COMMANDS[name].run(args);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const isUsage =
    error instanceof UsageError ||
    (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
  console.error(isUsage ? error.message : error);
  process.exitCode = isUsage ? 2 : 1;
});
