/**
 * The outer contract as code: what travels over REST and the socket. Types and schemas, no framework and no behaviour.
 * Invariant: changes here are additive. OpenAPI and AsyncAPI are made from these schemas.
 */
export * from './types';
export * from './typescript';
export * from './codes';
export * from './values';
export * from './ranges';
export * from './payload';
export * from './exact-json';
export * from './entities';
export * from './digests';
export * from './changes';
export * from './topics';
export * from './socket';
export * from './socket.schemas';
export * from './session-list';
export * from './event-values';
export * from './event-list';
export * from './rejections';
export * from './quarantine';
export * from './jobs';
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
