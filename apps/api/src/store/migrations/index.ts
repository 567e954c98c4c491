import { CreateTheStream1795477433443 } from './1795477433443-create-the-stream';
/** Every migration, in order. Made by `npm run migration:generate -- <Name>`; never edited once released. */
export const MIGRATIONS = [CreateTheStream1795477433443] as const;
