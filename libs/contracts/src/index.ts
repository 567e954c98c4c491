/**
 * The outer contract as code: what travels over REST and the socket. Types and schemas, no framework and no behaviour.
 * Invariant: changes here are additive. OpenAPI and AsyncAPI are made from these schemas.
 */
export * from './values';
export * from './payload';
export * from './entities';
export * from './digests';
export * from './changes';
export * from './topics';
export * from './socket';
export * from './socket.schemas';
export * from './session-list';
export * from './rest';
export * from './dimensions';
export * from './rate-presets';
export * from './rates';
export * from './analytics';
export * from './usage';
export * from './costs';
export * from './rate-preview';
export * from './exports';
export * from './retention';
export * from './setup';
