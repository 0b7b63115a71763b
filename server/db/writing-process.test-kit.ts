// A second head office's writer as a process of its own that a test may kill.
// Usage: node --import tsx writing-process.test-kit.ts DATABASE_URL NAME COUNT; prints each entry once it is stored.
import { openPool } from './pool';
import { createStreamWriter } from './stream-writer';
import { writeEntry } from './stream.test-kit';

const [url = '', name = '', count = '0'] = process.argv.slice(2);
const pool = await openPool(url);
const writer = createStreamWriter(pool);
let next = 0;
const work = async (): Promise<void> => {
  while (next < Number(count)) {
    next += 1;
    const entryId = `${name}-${next}`;
    await writeEntry(writer, 'W1', entryId);
    process.stdout.write(`${entryId}\n`);
  }
};
await Promise.all(Array.from({ length: 8 }, work));
await writer.stop();
await pool.end();
