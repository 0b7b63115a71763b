// `npm run backup`: everything head office knows, in one file, while it goes on working.
import { join, resolve } from 'node:path';
import { openToRead } from '../backup/command-database';
import { makeBackup } from '../backup/make-backup';
import { readArgs, runCommand } from '../backup/run-command';
import { ownVersion } from '../own-version';

const help = `npm run backup [-- FILE]

Writes everything head office knows into one file. Head office may go on working: the file holds one moment of it.
Without FILE it goes to the folder "backups" of the data folder, under the time it was made.
Whoever has the file has the company's data; keep it as you keep the data folder, and on another disk.

Environment: WAYBILL_DATA_DIR or DATABASE_URL of the head office
Exit code: 0 made, 1 not made, 64 wrong use
`;

runCommand(async (args) => {
  const { files, help: isHelp } = readArgs(args, [], 'backup');
  if (isHelp) {
    process.stdout.write(help);
    return 0;
  }
  if (files.length > 1) {
    process.stderr.write(`${help}\nGive one file at most.\n`);
    return 64;
  }
  const now = new Date();
  const dataDir = process.env['WAYBILL_DATA_DIR'];
  const name = `waybill-${now.toISOString().slice(0, 19).replaceAll(':', '')}.backup`;
  const file = resolve(
    process.env['INIT_CWD'] ?? process.cwd(),
    files[0] ?? join(dataDir ?? '.', 'backups', name),
  );
  const database = await openToRead(process.env['DATABASE_URL'], dataDir);
  try {
    const made = await makeBackup({
      pool: database.pool,
      file,
      version: ownVersion(),
      now: () => now,
      onTable: (table) => process.stderr.write(`saving ${table}\n`),
    });
    const rows = Object.values(made.rows).reduce((sum, each) => sum + each, 0);
    process.stdout.write(
      `${made.file}\n  ${rows.toLocaleString('en')} rows in ${Object.keys(made.rows).length} tables, as of ${now.toISOString()}\n`,
    );
    return 0;
  } finally {
    await database.close();
  }
});
