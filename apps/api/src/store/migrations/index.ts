import { ReadTenants1796081141697 } from './1796081141697-read-tenants';
import { CreateTheStream1795479358023 } from './1795479358023-create-the-stream';
import { AddReconcile1795562498850 } from './1795562498850-add-reconcile';
import { LookBack1795562762297 } from './1795562762297-look-back';
import { CountRejections1795563657677 } from './1795563657677-count-rejections';
import { AgentsByLeave1795565323092 } from './1795565323092-agents-by-leave';
import { RollUsageUp1795575393668 } from './1795575393668-roll-usage-up';
import { AddRetention1795576233959 } from './1795576233959-add-retention';
import { AddRatePlans1795576495727 } from './1795576495727-add-rate-plans';
import { SearchHistory1795576538895 } from './1795576538895-search-history';
import { AddErasure1795577317776 } from './1795577317776-add-erasure';
import { KnowLongConnections1795598400000 } from './1795598400000-know-long-connections';
import { FindTimeOfParts1795610000000 } from './1795610000000-find-time-of-parts';
import { SumMonthsUp1795616749611 } from './1795616749611-sum-months-up';
import { FindEvents1796077462739 } from './1796077462739-find-events';
import { ReconcileTwice1796077725830 } from './1796077725830-reconcile-twice';
import { BoundIndexKeys1796077783418 } from './1796077783418-bound-index-keys';
import { AddDetails1796077986266 } from './1796077986266-add-details';
import { ListRejections1796079174476 } from './1796079174476-list-rejections';
import { CountPeaksByPerson1796079725000 } from './1796079725000-count-peaks-by-person';
import { RetryQuarantine1796079763940 } from './1796079763940-retry-quarantine';
import { PlaceTracks1796080404246 } from './1796080404246-place-tracks';
import { ListJobs1796080457352 } from './1796080457352-list-jobs';

/** Every migration, in order. Made by `npm run migration:generate -- <Name>`; never edited once released. */
export const MIGRATIONS = [
  CreateTheStream1795479358023,
  AddReconcile1795562498850,
  LookBack1795562762297,
  CountRejections1795563657677,
  AgentsByLeave1795565323092,
  RollUsageUp1795575393668,
  AddRetention1795576233959,
  AddRatePlans1795576495727,
  SearchHistory1795576538895,
  AddErasure1795577317776,
  KnowLongConnections1795598400000,
  FindTimeOfParts1795610000000,
  SumMonthsUp1795616749611,
  FindEvents1796077462739,
  ReconcileTwice1796077725830,
  BoundIndexKeys1796077783418,
  AddDetails1796077986266,
  ListRejections1796079174476,
  CountPeaksByPerson1796079725000,
  RetryQuarantine1796079763940,
  PlaceTracks1796080404246,
  ListJobs1796080457352,
  ReadTenants1796081141697,
] as const;
