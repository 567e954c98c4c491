/** LiveKit's configuration as a newcomer copies it. Pure. */

const indent = (lines: readonly string[], by: number): string[] =>
  lines.map((line) => (line ? ' '.repeat(by) + line : ''));

/** The part of `livekit.yaml` that makes LiveKit post webhooks. Without a key: a place for it. */
export const livekitYaml = (key: string | null, url: string): string => lines(key, url).join('\n');

function lines(key: string | null, url: string): string[] {
  const name = key === null ? '<your API key>' : scalar(key);
  return ['keys:', `  ${name}: <its secret>`, 'webhook:', `  api_key: ${name}`, '  urls:', `    - ${scalar(url)}`];
}

/** The same as the environment variable of a container. */
export const composeYaml = (key: string | null, url: string): string =>
  [
    'services:',
    '  livekit:',
    '    image: livekit/livekit-server',
    '    environment:',
    '      LIVEKIT_CONFIG: |',
    ...indent(lines(key, url), 8),
    '        # and the rest of your livekit.yaml',
  ].join('\n');

/** What the server's own environment needs. */
export const keyVariables = 'LIVEKIT_API_KEY=<your API key>\nLIVEKIT_API_SECRET=<its secret>';

/** As it is if YAML cannot take it for anything else, else quoted: every JSON text is one of YAML. */
const scalar = (text: string): string =>
  /^[A-Za-z][\w.:/-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text) && !text.endsWith(':')
    ? text
    : JSON.stringify(text);
