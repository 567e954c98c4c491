/**
 * The tenant of a connection (US12), in this order: the field `TENANT_KEY` of the room's metadata; if the room has
 * none, the same field of the participant's metadata, then the participant's attribute of that name. A connection for
 * which none of these names a tenant (an agent, a recording) belongs to the tenant of its session: the room's, or the
 * only one that its participants name. If participants name several, each person's usage belongs to their own tenant,
 * and the rest to none.
 */
import { metadataFields } from './metadata-fields';

/** A longer value is ignored, since the column is indexed. */
const LONGEST = 512;

/** The tenant that a participant names; null if there is none, or if tenants are not configured (`key` is null). */
export function participantTenant(
  { metadata, attributes }: { readonly metadata: string | null; readonly attributes: Readonly<Record<string, string>> },
  key: string | null,
): string | null {
  if (key === null) return null;
  const field = metadataFields(metadata)?.find((one) => one.startsWith(`${key}:`) && one.length > key.length + 1);
  if (field !== undefined) return field.slice(key.length + 1);
  const attribute = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
  if (!attribute || attribute.length > LONGEST) return null;
  return attribute.toWellFormed().replaceAll('\0', '\uFFFD');
}
