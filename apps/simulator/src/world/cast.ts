import type { Persona } from './participant';
import type { Random } from './random';

/** Names that test a page: accents, other scripts, one very long, and one that is markup. */
const PEOPLE = [
  'Alice Andersson',
  'Bob Müller',
  'Carol 李',
  'Dana Okafor',
  'Erin O’Brien',
  'Farid حداد',
  'Grace Kim',
  'Henrik Ødegård',
  'Ines Peña',
  'Jonas Novák',
  'Kavya Raghunathan',
  'Lena Schmidt',
  'Mateo Rossi',
  'Nora Lindqvist',
  'Oksana Шевченко',
  'Maximiliana Wolfeschlegelsteinhausenbergerdorff',
  'Priya <b>Sharma</b>',
  'Quentin Dubois',
  'Rosa Martínez',
  'Sven Berg',
] as const;
const TENANTS = ['acme', 'globex', 'initech', 'umbrella'] as const;
const AGENTS = ['frontdesk', 'support', 'scheduler', 'triage'] as const;
const TEAMS = [
  'team-standup',
  'design-review',
  'all-hands',
  'sprint-planning',
  'one-on-one',
  'interview',
  'retro',
  'sales-sync',
] as const;

export const meetingName = (random: Random): string =>
  random.chance(0.5) ? random.pick(TEAMS) : `${random.pick(TEAMS)}-${random.whole(2, 9)}`;

export const tenantMetadata = (random: Random): string => JSON.stringify({ tenant: random.pick(TENANTS) });

/** Different people, `count` of them (at most all there are). */
export function people(random: Random, count: number): Persona[] {
  const left: string[] = [...PEOPLE];
  return Array.from({ length: Math.min(count, left.length) }, () => {
    const [name = ''] = left.splice(random.whole(0, left.length - 1), 1);
    return { name, identity: identityOf(name) };
  });
}

export const guest = (random: Random): Persona => {
  const number = random.whole(100, 999);
  return { identity: `visitor-${number}`, name: `Visitor ${number}`, metadata: tenantMetadata(random) };
};

/** An agent as LiveKit's framework joins it: the job in the identity, the dispatch name in an attribute. */
export const agent = (random: Random): Persona => {
  const name = random.pick(AGENTS);
  return {
    identity: `agent-AJ_${random.text(12)}`,
    name: '',
    kind: 'AGENT',
    attributes: { 'lk.agent.name': name, 'lk.agent_name': name, 'lk.agent.state': 'listening' },
  };
};

export const phone = (random: Random): Persona => {
  const number = `+1555${random.whole(1_000_000, 9_999_999)}`;
  return {
    identity: `sip_${number}`,
    name: `Phone ${number}`,
    kind: 'SIP',
    attributes: {
      'sip.callID': `SCL_${random.text(12)}`,
      'sip.callStatus': 'active',
      'sip.phoneNumber': number,
      'sip.trunkPhoneNumber': '+15550199',
    },
  };
};

const identityOf = (name: string): string => name.split(' ')[0]?.toLowerCase() ?? name;
