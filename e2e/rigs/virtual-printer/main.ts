// `npm run virtual-printer`: a label printer for development and tests, as a program of its own.
// Commands arrive as lines on standard input or on the control port; events leave as JSON lines on standard output.
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type PrinterCondition, printerConditions } from './printer';
import { startVirtualPrinter, type VirtualPrinter } from './virtual-printer';

const help = `npm run virtual-printer -- [options]

A ZPL or TSPL printer on TCP. Every label is drawn and its barcodes are read back; label-NNNN.zpl, .png and .json
are left in the folder.

  --port N           port to listen on (9100)
  --host ADDRESS     address to listen on (127.0.0.1)
  --out DIR          folder for the labels (out/virtual-printer)
  --language L       zpl or tspl (zpl)
  --dpi 203|300|600  print head (203)
  --stock SIZE       4x6in or 100x150mm (4x6in)
  --state STATE      ${printerConditions.join(', ')}, reset-after=N (ok)
  --print-ms N       time to print one label (150)
  --control N        also take commands on this port (127.0.0.1)

Commands, one a line:
  ${printerConditions.join(' | ')}
  reset-after N      reset a connection once it has brought N bytes; reset-after off
  power-cycle        switch off and on: what it held is gone
  status             say how it is
  quit
`;

const say = (event: Record<string, unknown>): void => {
  process.stdout.write(`${JSON.stringify(event)}\n`);
};

const fail = (words: string): never => {
  process.stderr.write(`${words}\n`);
  process.exit(1);
};

const isCondition = (word: string): word is PrinterCondition =>
  (printerConditions as readonly string[]).includes(word);

const wholeNumber = (name: string, text: string | undefined, otherwise: number): number => {
  if (text === undefined) return otherwise;
  return /^\d+$/.test(text) ? Number(text) : fail(`--${name} wants a whole number, got "${text}"`);
};

const readOptions = () => {
  const option = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      options: {
        port: option,
        host: option,
        out: option,
        dpi: option,
        language: option,
        stock: option,
        state: option,
        'print-ms': option,
        control: option,
        help: { type: 'boolean', short: 'h' },
      },
    });
    return values;
  } catch (cause) {
    return fail(`${(cause as Error).message}\n\n${help}`);
  }
};

const statusOf = (printer: VirtualPrinter): Record<string, unknown> => ({
  event: 'status',
  condition: printer.condition(),
  printed: printer.labels.length,
  held: printer.held(),
  connections: printer.connections(),
});

/** Does one command and gives what is to be said about it; null ends the program. */
const obey = (printer: VirtualPrinter, line: string): Record<string, unknown> | null => {
  const [word = '', value] = line.trim().split(/[\s=]+/);
  if (isCondition(word)) {
    printer.become(word);
    return statusOf(printer);
  }
  switch (word) {
    case 'reset-after':
      printer.resetAfter(value === 'off' || value === undefined ? null : Number(value));
      return statusOf(printer);
    case 'power-cycle':
      printer.powerCycle();
      return statusOf(printer);
    case 'status':
      return statusOf(printer);
    case 'quit':
      return null;
    default:
      return { event: 'unknown-command', line };
  }
};

const main = async (): Promise<void> => {
  const values = readOptions();
  if (values.help === true) {
    process.stdout.write(help);
    return;
  }
  const dpi = Number(values.dpi ?? '203');
  if (dpi !== 203 && dpi !== 300 && dpi !== 600) return fail('--dpi is 203, 300 or 600');
  const stock = values.stock ?? '4x6in';
  if (stock !== '4x6in' && stock !== '100x150mm') return fail('--stock is 4x6in or 100x150mm');
  const language = values.language ?? 'zpl';
  if (language !== 'zpl' && language !== 'tspl') return fail('--language is zpl or tspl');
  const state = values.state ?? 'ok';
  const resetAfter = /^reset-after=(\d+)$/.exec(state)?.[1];
  if (resetAfter === undefined && !isCondition(state))
    return fail(`--state "${state}" is unknown\n\n${help}`);

  const out = resolve(process.env['INIT_CWD'] ?? process.cwd(), values.out ?? 'out/virtual-printer');
  const port = wholeNumber('port', values.port, 9100);
  const printer = await startVirtualPrinter({
    out,
    language,
    dpi,
    stock,
    port,
    host: values.host ?? '127.0.0.1',
    condition: resetAfter === undefined && isCondition(state) ? state : 'ok',
    resetAfterBytes: resetAfter === undefined ? null : Number(resetAfter),
    printMs: wholeNumber('print-ms', values['print-ms'], 150),
    onLabel: ({ number, codes, problem, path }) => say({ event: 'printed', number, codes, problem, path }),
  }).catch((cause: NodeJS.ErrnoException) =>
    fail(
      cause.code === 'EADDRINUSE'
        ? `port ${port} is taken: stop the other program or give --port`
        : String(cause),
    ),
  );

  const end = async (): Promise<void> => {
    await printer.close();
    process.exit(0);
  };
  const take = (line: string, answer: (event: Record<string, unknown>) => void): void => {
    if (line.trim() === '') return;
    const event = obey(printer, line);
    if (event === null) void end();
    else answer(event);
  };
  createInterface({ input: process.stdin }).on('line', (line) => take(line, say));
  if (values.control !== undefined) {
    const control = createServer((socket) => {
      socket.on('error', () => undefined);
      createInterface({ input: socket }).on('line', (line) =>
        take(line, (event) => socket.write(`${JSON.stringify(event)}\n`)),
      );
    });
    control.on('error', (cause) => fail(`control port: ${cause.message}`));
    control.listen(wholeNumber('control', values.control, 0), '127.0.0.1');
  }
  process.on('SIGINT', () => void end());
  process.on('SIGTERM', () => void end());
  say({ event: 'listening', port: printer.port, out, dpi, stock, condition: printer.condition() });
};

main().catch((cause: unknown) =>
  fail(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)),
);
