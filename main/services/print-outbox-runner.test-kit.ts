// A station reduced to its print outbox, as a program of its own that can be killed at any moment.
// Arguments: folder, printer port, jobs to submit, hook to die at (0: none). Each hook is named on standard output as
// it is reached; `acked N` says that a submission was answered; the last line lists the jobs.
import { writeSync } from 'node:fs';
import { createPrinterLines } from '../devices/printer/printer-lines';
import type { PrinterPort } from '../devices/printer/printer-port';
import { openPrintOutbox } from './print-outbox';
import { type JournalFiles, nodeJournalFiles } from './print-outbox-files';
import { composeSmall, quickTimings, requestFor, schedule, setupFor } from './print-outbox.test-kit';

const [folder = '', port = '0', jobCount = '0', dieAt = '0'] = process.argv.slice(2);

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
        const step = /"step":"(\w+)"/.exec(Buffer.from(bytes).toString())?.[1] ?? 'submitted';
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

const main = async (): Promise<void> => {
  const outbox = await openPrintOutbox({
    folder,
    printers: () => [setupFor(Number(port))],
    port: printerPort,
    compose: composeSmall,
    now: () => new Date().toISOString(),
    schedule,
    retryMs: 40,
    files,
  });
  for (let serial = 1; serial <= Number(jobCount); serial += 1) {
    await outbox.submit(requestFor(serial));
    say(`acked ${serial}`);
  }
  while (outbox.openJobs().some((job) => job.state.step !== 'unknown')) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await outbox.close();
  lines.close();
  say(`jobs ${JSON.stringify(outbox.jobs())}`);
};

main().catch((cause: unknown) => {
  say(`failed ${String(cause)}`);
  process.exitCode = 1;
});
