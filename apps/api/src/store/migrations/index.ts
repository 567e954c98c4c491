import { SumMonthsUp1795616749611 } from './1795616749611-sum-months-up';
import { AddErasure1795577317776 } from './1795577317776-add-erasure';
import { SearchHistory1795576538895 } from './1795576538895-search-history';
import { AddRetention1795576233959 } from './1795576233959-add-retention';
import { AddRatePlans1795576495727 } from './1795576495727-add-rate-plans';
import { RollUsageUp1795575393668 } from './1795575393668-roll-usage-up';
import { AgentsByLeave1795565323092 } from './1795565323092-agents-by-leave';
import { CountRejections1795563657677 } from './1795563657677-count-rejections';
import { AddReconcile1795562498850 } from './1795562498850-add-reconcile';
import { CreateTheStream1795479358023 } from './1795479358023-create-the-stream';
import { LookBack1795562762297 } from './1795562762297-look-back';
import { FindTimeOfParts1795610000000 } from './1795610000000-find-time-of-parts';
import { KnowLongConnections1795598400000 } from './1795598400000-know-long-connections';
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
] as const;
