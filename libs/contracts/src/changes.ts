import { z } from 'zod';
import { agent, egress, ingress, participant, session, stats, track } from './entities';
import { epoch, instant, offset, text } from './values';

const ENTITIES = { session, participant, track, agent, egress, ingress, stats } as const;

/** What a change is about. `agent` rows travel on the topic `agents`; the same connection is a `participant` elsewhere. */
export type ChangeKind = keyof typeof ENTITIES;
export type EntityOf<K extends ChangeKind> = z.infer<(typeof ENTITIES)[K]>;

/** The present value of one row. `value: null` means that the row was deleted. */
export type ChangeOf<K extends ChangeKind> = {
  readonly kind: K;
  /** The row's id within its kind: its sid; `stats` for stats. */
  readonly id: string;
  /** Offset of the last event folded into the row. Of two values of one id the higher offset is the newer. */
  readonly offset: number;
  readonly value: EntityOf<K> | null;
};
export type Change = { [K in ChangeKind]: ChangeOf<K> }[ChangeKind];

const changeOf = <K extends ChangeKind>(kind: K) =>
  z.object({ kind: z.literal(kind), id: text, offset, value: z.nullable(ENTITIES[kind]) });

export const change = z.discriminatedUnion('kind', [
  changeOf('session'),
  changeOf('participant'),
  changeOf('track'),
  changeOf('agent'),
  changeOf('egress'),
  changeOf('ingress'),
  changeOf('stats'),
]);

/** A place in the stream: what a client holds and resumes from. */
export const position = z.object({ epoch, offset });
export type Position = z.infer<typeof position>;

/** Covers (fromOffset, toOffset] of the stream; `fromOffset` is the topic's previous `toOffset`. */
const span = { epoch, fromOffset: offset, toOffset: offset };

export const changesMessage = z.object({ topic: text, ...span, serverTime: instant, changes: z.array(change) });
