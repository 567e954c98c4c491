/**
 * SQL of what a connection is counted as; see `isPerson` and `countedKindOf` of the domain. A hidden participant is
 * neither a person nor an agent, and an unknown kind counts as neither. `t`: the alias of the participant, if it has
 * one.
 */
const column = (t: string, name: string): string => (t === '' ? name : `${t}.${name}`);

export const isPerson = (t = ''): string =>
  `(${column(t, 'kind')} NOT IN ('AGENT', 'EGRESS', 'INGRESS', 'BRIDGE') AND NOT ${column(t, 'hidden')})`;

export const isAgent = (t = ''): string => `(${column(t, 'kind')} = 'AGENT' AND NOT ${column(t, 'hidden')})`;
