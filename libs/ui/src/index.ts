/**
 * Presentational Angular components. They load nothing and use no store; components that show time read `UI_CLOCK`.
 * Everything from outside is interpolated as text.
 */
export * from './code-block';
export * from './column-head';
export * from './dropdown';
export * from './duration';
export * from './figure';
export * from './fit-viewport';
export * from './follow-end';
export * from './format';
export * from './hold';
export * from './icon';
export * from './money';
export * from './name';
export * from './notice';
export * from './print-whole';
export * from './row-link';
export * from './row-template';
export * from './sid';
export * from './skeleton-rows';
export * from './sparkline';
export * from './sparkline-path';
export * from './state';
export * from './tag';
export * from './time';
export * from './tint';
export * from './ui-clock';
export * from './virtual-table';
