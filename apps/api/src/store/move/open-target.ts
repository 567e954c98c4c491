import type { DataSource } from 'typeorm';
import { createDataSource } from '../database/data-source';
import { migrate } from '../database/migrate';
import { refuseUnlessEmpty } from './empty-target';

/**
 * Connects, refuses a database that is not empty, and migrates it. Throws `TargetNotEmptyError`, or the error of the
 * connection.
 */
export async function openTarget(url: string): Promise<DataSource> {
  const target = await createDataSource(url, 3).initialize();
  try {
    await refuseUnlessEmpty(target);
    await migrate(target, true);
    return target;
  } catch (error) {
    await target.destroy();
    throw error;
  }
}
