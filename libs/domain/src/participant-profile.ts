/**
 * What only a whole participant reports; track events do not. Each field is declared, stored, erased and shown here, so
 * a new one is added in this file, in LiveKit's parser, in the contract and in the table.
 */
import type { Participant } from '@livekit-dashboard/contracts';
import { sipOf } from './sip-call';
import { textOrNull } from './text';

/** As one event reports it. */
export interface ParticipantProfile extends ProfileFields {
  readonly version: number;
  readonly joinedAtMs: number | null;
  readonly disconnectReason: string | null;
}

export interface ProfileFields {
  readonly name: string;
  readonly kind: string;
  /** LiveKit's enum names that refine the kind (`CONNECTOR_WHATSAPP`). */
  readonly kindDetails: readonly string[];
  /**
   * Whether other participants cannot see it: an observer or a recorder, counted neither as a person nor as an agent.
   */
  readonly hidden: boolean;
  readonly metadata: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The fields as a row shows them. Null: not known. */
export type ProfileValues = {
  readonly [Field in keyof ProfileFields]:
    ProfileFields[Field] | (Field extends 'hidden' | 'attributes' ? never : null);
};

const UNKNOWN: ProfileValues = {
  name: null,
  kind: null,
  kindDetails: null,
  hidden: false,
  metadata: null,
  attributes: {},
};

/** The fields that are kept with the newest payload. */
export function profileFields(profile: ParticipantProfile): ProfileFields {
  const { version: _, joinedAtMs: __, disconnectReason: ___, ...fields } = profile;
  return fields;
}

export function profileValues(known: (ProfileFields & { readonly key: unknown }) | null): ProfileValues {
  if (known === null) return UNKNOWN;
  const { key: _, ...fields } = known;
  return { ...fields, name: textOrNull(fields.name) };
}

/** The name of the agent, not of a person. It is kept because usage is counted by it. */
export const AGENT_NAME_ATTRIBUTES = ['lk.agent.name', 'lk.agent_name'] as const;

/**
 * The fields after the erasure of the person (ER1). Every field is listed, so that the compiler requires a decision
 * about a new one: nothing that may identify a person is kept.
 */
export const anonymousFields = ({ kind, kindDetails, hidden, attributes }: ProfileFields): ProfileFields => ({
  name: '',
  kind,
  kindDetails,
  hidden,
  metadata: '',
  attributes: kind === 'AGENT' ? agentNames(attributes) : {},
});

const agentNames = (attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    AGENT_NAME_ATTRIBUTES.flatMap((name) => {
      const value = attributes[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** The fields of a stored row. `profileValues` of them are the same values again. */
export const fieldsOf = (values: ProfileValues): ProfileFields => ({
  name: values.name ?? '',
  kind: values.kind ?? '',
  kindDetails: values.kindDetails ?? [],
  hidden: values.hidden,
  metadata: values.metadata ?? '',
  attributes: values.attributes,
});

export const shownProfile = (
  values: ProfileValues,
): Pick<Participant, 'name' | 'kind' | 'kindDetails' | 'hidden' | 'metadata' | 'attributes' | 'sip'> => ({
  name: values.name,
  kind: values.kind,
  kindDetails: [...(values.kindDetails ?? [])],
  hidden: values.hidden,
  metadata: values.metadata,
  attributes: { ...values.attributes },
  sip: sipOf(values.attributes),
});
