/** LiveKit's configuration as a new user copies it. Pure. */

const indent = (lines: readonly string[], by: number): string[] =>
  lines.map((line) => (line ? ' '.repeat(by) + line : ''));

/**
 * The part of `livekit.yaml` that makes LiveKit post webhooks. Without a key it has a placeholder. `keys` is not in it,
 * because every file has that section already, and LiveKit does not start if a section occurs twice.
 */
export const livekitYaml = (key: string | null, url: string): string => webhookLines(nameOf(key), url).join('\n');

const nameOf = (key: string | null): string => (key === null ? '<your API key>' : scalar(key));

const webhookLines = (name: string, url: string): string[] => [
  'webhook:',
  `  api_key: ${name}`,
  '  urls:',
  `    - ${scalar(url)}`,
];

/** The whole configuration as the environment variable of a container. */
export const composeYaml = (key: string | null, url: string): string =>
  [
    'services:',
    '  livekit:',
    '    image: livekit/livekit-server',
    '    environment:',
    '      LIVEKIT_CONFIG: |',
    '        keys:',
    `          ${nameOf(key)}: <its secret>`,
    ...indent(webhookLines(nameOf(key), url), 8),
    '        # and the rest of your livekit.yaml',
  ].join('\n');

/** The variables for the environment of this server. */
export const keyVariables = 'LIVEKIT_API_KEY=<your API key>\nLIVEKIT_API_SECRET=<its secret>';

/** A plain YAML scalar if it cannot be read as anything but text, otherwise quoted as JSON, which is valid YAML. */
const scalar = (text: string): string =>
  /^[A-Za-z][\w.:/-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text) && !text.endsWith(':')
    ? text
    : JSON.stringify(text);
