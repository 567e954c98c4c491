import { utf8Bytes } from './preview';

export interface WithMetadataBytes {
  /** The size of the metadata before any cut, in bytes of UTF-8. Null: there is none. */
  readonly metadataBytes: number | null;
}

export const withMetadataBytes = <V extends { readonly metadata: string | null }>(
  values: V,
): V & WithMetadataBytes => ({
  ...values,
  metadataBytes: values.metadata === null ? null : utf8Bytes(values.metadata),
});
