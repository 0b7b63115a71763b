// A head office reduced to its database, as a process of its own that a test may kill.
// Usage: node --import tsx head-office.test-kit.ts DATA_FOLDER; prints one JSON line when the database is open.
import { openDatabase } from './open-database';

const database = await openDatabase({ databaseUrl: undefined, dataDir: process.argv[2] ?? '' }).catch(
  (cause: unknown) => {
    process.stdout.write(
      `${JSON.stringify({ failed: cause instanceof Error ? { ...cause } : String(cause) })}\n`,
    );
    process.exit(1);
  },
);
const { rows } = await database.pool.query<{ port: string }>(`SELECT current_setting('port') AS port`);
process.stdout.write(`${JSON.stringify({ port: Number(rows[0]?.port) })}\n`);
process.once('SIGTERM', () => void database.close().then(() => process.exit(0)));
