// A spooler's commands, `lp` and `lpstat`, as CUPS answers them, for a computer without one: queues are folders of jobs, and a
// job reaches the printer on TCP that its queue stands for. It knows nothing of the product.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Spooler = {
  /** To be put in front of PATH. */
  folder: string;
  /** Jobs are refused from now on, or taken again. */
  accept: (isAccepting: boolean) => void;
  close: () => void;
};

export function startSpooler(queue: string, printerPort: number): Spooler {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-spooler-'));
  const refusing = join(folder, 'refusing');
  const program = (name: string, lines: readonly string[]): void => {
    const path = join(folder, name);
    writeFileSync(path, ['#!/usr/bin/env node', ...lines, ''].join('\n'));
    chmodSync(path, 0o755);
  };
  program('lpstat', [
    `const { existsSync } = require('node:fs');`,
    `if (process.argv[3] !== ${JSON.stringify(queue)}) { console.error('lpstat: Invalid destination name in list.'); process.exit(1); }`,
    `console.log(${JSON.stringify(queue)} + (existsSync(${JSON.stringify(refusing)}) ? ' not accepting requests since now' : ' accepting requests since now'));`,
  ]);
  program('lp', [
    `const { existsSync } = require('node:fs');`,
    `const want = ['-d', ${JSON.stringify(queue)}, '-o', 'raw', '-t', 'Waybill', '-'];`,
    `if (JSON.stringify(process.argv.slice(2)) !== JSON.stringify(want)) { console.error('lp: ' + process.argv.slice(2)); process.exit(1); }`,
    `if (existsSync(${JSON.stringify(refusing)})) { console.error('lp: not accepting jobs.'); process.exit(1); }`,
    `const parts = [];`,
    `process.stdin.on('data', (part) => parts.push(part));`,
    `process.stdin.on('end', () => {`,
    `  const socket = require('node:net').connect(${printerPort}, '127.0.0.1', () => socket.end(Buffer.concat(parts)));`,
    `  socket.on('error', () => process.exit(1));`,
    `  socket.on('close', () => console.log('request id is ' + ${JSON.stringify(queue)} + '-1 (1 file(s))'));`,
    `  socket.resume();`,
    `});`,
  ]);
  return {
    folder,
    accept: (isAccepting) => {
      if (isAccepting) rmSync(refusing, { force: true });
      else writeFileSync(refusing, '');
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
