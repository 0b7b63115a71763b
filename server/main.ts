// Head office as a program. Says one sentence and ends with 1 when it cannot start; stops cleanly when it is asked to.
import { ConfigFailure, readServerConfig } from './config';
import { DatabaseFailure } from './db/database-failure';
import { listen, type RunningServer, StartFailure } from './listen';
import { openLog } from './log';
import { PlugInFailure } from './plug-ins';

const help = `node out/server/main.mjs [--sample] [--print-enrolment]

Head office of Waybill: orders, stock and stations of one company.
  --sample            load the sample company when the database is empty
  --print-enrolment   print {"ready":true,"origin":...,"enrolCode":...,"ticket":...} when it answers; the code (to type)
                      or the ticket (to scan as a QR code) makes one PC a station
  --help              this text

Environment:
  WAYBILL_DATA_DIR     folder of the company's data; PostgreSQL is started in it
  DATABASE_URL         your own PostgreSQL (15 or newer) instead: postgres://user:password@host:port/database
  PORT                 port to listen on (default 4310; 0 finds a free one)
  HOST                 address to listen on (default 127.0.0.1: this computer only, over plain http). Any other one is
                       served over TLS, with certificates of head office's own authority in the folder "tls" of its data
  WAYBILL_TLS          on: TLS on this computer too
  WAYBILL_ADDRESS      name or address stations reach this computer by, with a port when it is another one
  WAYBILL_ORIGINS      origins of pages that may ask besides the station, separated by spaces (for development)
  WAYBILL_SSCC_PREFIX  extension digit and GS1 company prefix of parcel numbers
  WAYBILL_LIMIT_FACTOR how many times as often as usual anybody may ask, for measurements (default 1)
  WAYBILL_PLUG_INS     a module of plug-ins, or a folder of them: channels, carriers, ways to pay (docs/plug-ins.md)
  WAYBILL_WEBHOOKS_INSIDE
                       yes: webhooks may go to addresses inside this network, also over plain http (default no)
  WAYBILL_LOG_LEVEL    trace, debug, info (default), warn, error, fatal or silent

API: /openapi.json   Health: /health
`;

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(help);
    return;
  }
  const config = readServerConfig(process.env, args);
  const log = openLog(config.logLevel);
  const opening = listen(config, log);
  stopWhenAsked(opening, log);
  const server = await opening;
  if (config.isEnrolmentPrinted) {
    const { origin, enrolCode, ticket } = server;
    process.stdout.write(`${JSON.stringify({ ready: true, origin, enrolCode, ticket })}\n`);
  }
}

type Log = ReturnType<typeof openLog>;

function stopWhenAsked(opening: Promise<RunningServer>, log: Log): void {
  let asked = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (asked) {
      process.stderr.write('Stopped at once; the database recovers at the next start.\n');
      process.exit(1);
    }
    asked = true;
    log.info({ signal }, 'head office is closing');
    opening
      .then((server) => server.close())
      .then(
        () => process.exit(0),
        (cause: unknown) => {
          log.error({ err: cause }, 'head office did not close cleanly');
          process.exit(1);
        },
      );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main(process.argv.slice(2)).catch((cause: unknown) => {
  const isExpected =
    cause instanceof ConfigFailure ||
    cause instanceof DatabaseFailure ||
    cause instanceof PlugInFailure ||
    cause instanceof StartFailure;
  if (isExpected) process.stderr.write(`${cause.message}\n`);
  else {
    const told = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    process.stderr.write(`Head office met a fault of its own: ${told}\n`);
  }
  process.exit(1);
});
