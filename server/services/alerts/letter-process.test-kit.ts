// A second head office as a process of its own that writes letters about alerts and may be killed while it sends one.
// Usage: node --import tsx letter-process.test-kit.ts DATABASE_URL NOW_MS; ends when it is killed.
import { openPool } from '../../db/pool';
import { openHeadOffice } from '../../head-office';
import { openLog } from '../../log';

const [url = '', nowMs = ''] = process.argv.slice(2);
const startedMs = Date.now();
const pool = await openPool(url);
await openHeadOffice({
  pool,
  database: 'test',
  version: '0.0.0',
  log: openLog('silent'),
  ssccPrefix: '39521234',
  now: () => new Date(Number(nowMs) + Date.now() - startedMs),
  idleMs: 50,
});
process.stdout.write('writing\n');
