/** The name of the server if only one is configured: addresses of its sessions need no source. */
const ONLY_SOURCE = 'default';

/** Query of the address of a session: its server, if there are several. */
export const sourceParam = (source: string): { readonly source?: string } => (source === ONLY_SOURCE ? {} : { source });
