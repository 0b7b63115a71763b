// A station reduced to its print outbox, as a program of its own that can be killed at any moment.
// Arguments: folder, printer's port, jobs to submit, hook to die at (0: none), language, port of a printer that stands in for the
// first (0: none). Each hook is named on standard output as it is reached; `acked N` says that a submission was answered; the last
// line lists the jobs.
import { writeSync } from 'node:fs';
import { createPrinterLines } from '../devices/printer/printer-lines';
import type { PrinterPort } from '../devices/printer/printer-port';
import { printerIdSchema } from '../../shared/label/print-job';
import { startFailOver } from './fail-over';
import { openPrintOutbox } from './print-outbox';
import { type JournalFiles, nodeJournalFiles } from './print-outbox-files';
import {
  composeSmall,
  quickTimings,
  requestFor,
  schedule,
  setupFor,
  tsplSetupFor,
} from './print-outbox.test-kit';
import type { LabelPrinterSetup } from './print-outbox-worker';

const [folder = '', port = '0', jobCount = '0', dieAt = '0', language = 'zpl', standIn = '0'] =
  process.argv.slice(2);

/** Fail-over's five seconds are a tenth of one here. */
const clockRunsTimes = 50;

const say = (line: string): void => {
  writeSync(1, `${line}\n`);
};

let reached = 0;
const hook = (name: string): void => {
  reached += 1;
  say(`hook ${reached} ${name}`);
  // The kernel ends the process here: no handler, no flush, no goodbye.
  if (reached === Number(dieAt)) process.kill(process.pid, 'SIGKILL');
};

const files: JournalFiles = {
  ...nodeJournalFiles,
  replace: async (path, bytes) => {
    hook('before rewriting');
    await nodeJournalFiles.replace(path, bytes);
    hook('after rewriting');
  },
  openAppend: async (path) => {
    const file = await nodeJournalFiles.openAppend(path);
    return {
      ...file,
      append: async (bytes) => {
        const line = Buffer.from(bytes).toString();
        const step = /"step":"(\w+)"/.exec(line)?.[1] ?? /"entry":"([\w-]+)"/.exec(line)?.[1] ?? 'nothing';
        hook(`before writing ${step}`);
        if (reached + 1 === Number(dieAt)) await file.append(bytes.subarray(0, bytes.length >> 1));
        hook(`half way through writing ${step}`);
        await file.append(bytes);
        hook(`after writing ${step}`);
      },
    };
  },
};

const lines = createPrinterLines(quickTimings);
const printerPort: PrinterPort = {
  ...lines,
  preflight: async (endpoint) => {
    hook('before asking the printer');
    const answer = await lines.preflight(endpoint);
    hook('after asking the printer');
    return answer;
  },
  print: async (order) => {
    hook('before the first byte');
    const outcome = await lines.print(order);
    hook('after the printer answered');
    return outcome;
  },
};

const printers = (): LabelPrinterSetup[] => {
  const first = language === 'tspl' ? tsplSetupFor(Number(port)) : setupFor(Number(port));
  if (standIn === '0') return [first];
  const printerId = printerIdSchema.parse('second');
  return [first, { ...setupFor(Number(standIn), { printerId }), printerId, name: 'Second' }];
};

const main = async (): Promise<void> => {
  const all = printers();
  const outbox = await openPrintOutbox({
    folder,
    printers: () => all,
    port: printerPort,
    compose: composeSmall,
    now: () => new Date().toISOString(),
    schedule,
    retryMs: 40,
    files,
  });
  const failOver = startFailOver({
    printers: all,
    outbox,
    port: printerPort,
    settings: { on: standIn !== '0', afterSeconds: 5 },
    keep: async () => undefined,
    monotonicMs: () => performance.now() * clockRunsTimes,
    schedule,
    onChange: () => undefined,
    onFailure: (cause) => say(`failed ${String(cause)}`),
    lookEveryMs: 15,
  });
  for (let serial = 1; serial <= Number(jobCount); serial += 1) {
    await outbox.submit(requestFor(serial));
    say(`acked ${serial}`);
  }
  while (outbox.openJobs().some((job) => job.state.step !== 'unknown')) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await failOver.stop();
  await outbox.close();
  lines.close();
  say(`jobs ${JSON.stringify(outbox.jobs())}`);
};

main().catch((cause: unknown) => {
  say(`failed ${String(cause)}`);
  process.exitCode = 1;
});
