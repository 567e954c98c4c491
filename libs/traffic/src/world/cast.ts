import type { Persona } from './participant';
import type { Random } from './random';

/** Realistic names: with accents, in other scripts, a very long one, and one that is markup. */
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
  'Tomás Silva',
  'Uma Krishnan',
  'Viktor Horváth',
  'Wanjiru Kamau',
  'Ximena Torres',
  'Yuki 田中',
  'Zoë van Dijk',
  'Amir Rahimi',
  'Beatriz Costa',
  'Callum Fraser',
  'Daria Petrova',
  'Emil Larsen',
  'Freya Nilsen',
  'Gabriel Moreau',
  'Hana Suzuki',
  'Isaac Mensah',
  'Julia Kowalska',
  'Kofi Boateng',
] as const;
const TENANTS = ['northwind', 'brightline', 'harbor-health', 'summit-bank'] as const;
const AGENTS = ['frontdesk', 'support', 'scheduler', 'triage', 'interpreter'] as const;
export const TEAMS = ['platform', 'mobile', 'design', 'sales', 'support'] as const;
const MEETINGS = ['design-review', 'sprint-planning', 'one-on-one', 'interview', 'retro', 'customer-demo'] as const;

/** Names of rooms that are used repeatedly, and some that are used once. */
export const meetingName = (random: Random): string => {
  if (random.chance(0.35)) return `${random.pick(TEAMS)}-${random.pick(['planning', 'retro', 'pairing', 'incident'])}`;
  return random.chance(0.3) ? random.pick(MEETINGS) : `${random.pick(MEETINGS)}-${random.whole(2, 40)}`;
};

export const tenantMetadata = (random: Random): string => JSON.stringify({ tenant: random.pick(TENANTS) });

/** `count` different people, at most all. */
export function people(random: Random, count: number): Persona[] {
  const left: string[] = [...PEOPLE];
  return Array.from({ length: Math.min(count, left.length) }, () => {
    const [name = ''] = left.splice(random.whole(0, left.length - 1), 1);
    return { name, identity: identityOf(name) };
  });
}

export const guest = (random: Random): Persona => {
  const number = random.whole(1000, 9999);
  return { identity: `visitor-${number}`, name: `Visitor ${number}`, metadata: tenantMetadata(random) };
};

/** An agent as LiveKit's framework creates it: the job id in the identity, the dispatch name in an attribute. */
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
