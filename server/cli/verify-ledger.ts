// `npm run verify-ledger`: rebuilds every stock level from its movements and compares (law 5).
import { openToRead } from '../backup/command-database';
import { readArgs, runCommand } from '../backup/run-command';
import { verifyAllLedgers } from '../db/verify-ledger';

const help = `npm run verify-ledger [-- --json]

Rebuilds stock from the ledger of movements and compares it with the levels everybody sees. Changes nothing; head office
may go on working.
  --json   print the differences as one JSON object

Environment: WAYBILL_DATA_DIR or DATABASE_URL of the head office
Exit code: 0 everything agrees, 2 something differs, 1 it could not be compared, 64 wrong use
`;

runCommand(async (args) => {
  const { flags, help: isHelp } = readArgs(args, ['json'], 'verify-ledger');
  if (isHelp) {
    process.stdout.write(help);
    return 0;
  }
  const database = await openToRead(process.env['DATABASE_URL'], process.env['WAYBILL_DATA_DIR']);
  try {
    const found = await verifyAllLedgers(database.pool);
    if (flags.has('json')) process.stdout.write(`${JSON.stringify(found)}\n`);
    else {
      for (const { streamId, movements, differences } of found) {
        const words = differences.length === 0 ? 'agrees' : `${differences.length} differences`;
        process.stdout.write(`${streamId}: ${words} (${movements.toLocaleString('en')} movements)\n`);
        for (const each of differences)
          process.stdout.write(
            `  ${each.kind.padEnd(8)} ${each.sku} ${each.location ?? ''}: stored ${each.stored}, rebuilt ${each.rebuilt}\n`,
          );
      }
    }
    return found.every(({ differences }) => differences.length === 0) ? 0 : 2;
  } finally {
    await database.close();
  }
});
