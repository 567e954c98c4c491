/**
 * What only a whole participant reports; track events do not. Each field is declared, kept and shown here, so a new one
 * is added in this file, in LiveKit's reader, in the contract and in the table.
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
