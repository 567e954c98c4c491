/** For specs alone: importing this probes PostgreSQL and Redis. */
export { describeWith, TEST_DATABASE_URL } from './describe-with';
