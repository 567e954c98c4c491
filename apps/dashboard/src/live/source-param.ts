/** The name of the server where only one is configured: its sessions need no source in their address. */
const ONLY_SOURCE = 'default';

/** Query of the address of a session: its server, where there are several. */
export const sourceParam = (source: string): { readonly source?: string } => (source === ONLY_SOURCE ? {} : { source });
