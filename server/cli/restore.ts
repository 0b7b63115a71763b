// `npm run restore`: a backup takes the place of head office's data; what was there is kept aside.
import { resolve } from 'node:path';
import { openToReplace } from '../backup/command-database';
import { restoreBackup, undoRestore } from '../backup/restore-backup';
import { readArgs, runCommand } from '../backup/run-command';

const help = `npm run restore -- FILE
npm run restore -- --undo

Puts a backup made by "npm run backup" in the place of the data in the data folder. Stop head office first.
What was there is kept aside beside it; --undo puts it back. A file that is damaged or cut short changes nothing.
When head office starts again, stations notice by themselves: they fetch their lists again and send again what the
backup does not know, so nothing a bench did in the last 30 days is lost.

Environment: WAYBILL_DATA_DIR of the head office
Exit code: 0 restored, 1 not restored, 64 wrong use
`;

runCommand(async (args) => {
  const { files, flags, help: isHelp } = readArgs(args, ['undo'], 'restore');
  if (isHelp) {
    process.stdout.write(help);
    return 0;
  }
  const [file] = files;
  if (files.length > 1 || (file === undefined) !== flags.has('undo')) {
    process.stderr.write(`${help}\nGive one file, or --undo.\n`);
    return 64;
  }
  const database = await openToReplace(process.env['DATABASE_URL'], process.env['WAYBILL_DATA_DIR']);
  try {
    if (file === undefined) {
      const { nowInUse, keptAs } = await undoRestore(database.url, new Date(), database.release);
      process.stdout.write(`Back in use: ${nowInUse}. What had been restored is kept as ${keptAs}.\n`);
      return 0;
    }
    const restored = await restoreBackup({
      url: database.url,
      file: resolve(process.env['INIT_CWD'] ?? process.cwd(), file),
      now: () => new Date(),
      onTable: (table) => process.stderr.write(`restoring ${table}\n`),
      release: database.release,
    });
    const rows = Object.values(restored.rows).reduce((sum, each) => sum + each, 0);
    process.stdout.write(
      `Restored ${rows.toLocaleString('en')} rows as of ${restored.head.madeAt}.\n  What was there is kept as ${restored.keptAs}; "npm run restore -- --undo" puts it back.\n`,
    );
    if (restored.ledgerFaults > 0)
      process.stdout.write(
        `  ${restored.ledgerFaults} stock levels differ from their movements: run "npm run verify-ledger".\n`,
      );
    return 0;
  } finally {
    await database.close();
  }
});
