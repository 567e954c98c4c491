import { AddReconcile1795562498850 } from './1795562498850-add-reconcile';
import { CreateTheStream1795479358023 } from './1795479358023-create-the-stream';
/** Every migration, in order. Made by `npm run migration:generate -- <Name>`; never edited once released. */
export const MIGRATIONS = [CreateTheStream1795479358023, AddReconcile1795562498850] as const;
