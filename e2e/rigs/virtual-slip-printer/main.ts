// `npm run virtual-slip-printer`: an ESC/POS slip printer for development. Slips are left as pictures; the condition is told on standard
// input, one word a line; events leave as JSON lines.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type SlipCondition, slipConditions, startSlipPrinter } from './slip-printer';

const help = `npm run virtual-slip-printer -- [--port N] [--out DIR]

An ESC/POS slip printer on 127.0.0.1. Every slip is left as slip-NNNN.png in the folder (out/virtual-slip-printer).
Commands, one a line: ${slipConditions.join(' | ')} | quit
`;

const say = (event: Record<string, unknown>): void => {
  process.stdout.write(`${JSON.stringify(event)}\n`);
};

const isCondition = (word: string): word is SlipCondition =>
  (slipConditions as readonly string[]).includes(word);

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '9100' },
      out: { type: 'string', default: 'out/virtual-slip-printer' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true || !/^\d{1,5}$/.test(values.port)) {
    process.stdout.write(help);
    return;
  }
  const out = resolve(process.env['INIT_CWD'] ?? process.cwd(), values.out);
  mkdirSync(out, { recursive: true });
  let count = 0;
  const printer = await startSlipPrinter({
    port: Number(values.port),
    onSlip: ({ png, drawer, unknown, heightDots }) => {
      count += 1;
      const path = join(out, `slip-${String(count).padStart(4, '0')}.png`);
      writeFileSync(path, png);
      say({ event: 'printed', number: count, path, heightDots, drawer, unknown });
    },
  });
  createInterface({ input: process.stdin }).on('line', (line) => {
    const word = line.trim();
    if (word === 'quit') void printer.close().then(() => process.exit(0));
    else if (isCondition(word)) {
      printer.become(word);
      say({ event: 'status', condition: word });
    } else if (word !== '') say({ event: 'unknown-command', line });
  });
  say({ event: 'listening', port: printer.port, out });
};

main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
  process.exit(1);
});
