/**
 * What tests, benchmarks and the simulator start: processes, servers, databases, proxies. No part of the product.
 */
export * from './api-process';
export * from './child';
export * from './cpu';
export * from './eventually';
export * from './find-program';
export * from './free-port';
export * from './options';
export * from './pause';
export * from './product';
export * from './receiver';
export * from './redis';
export * from './tcp-proxy';
export * from './temporary-database';
export { describeOrSkip } from './testing/describe-or-skip';
export * from './workspace';
