// A spooler's commands, `lp` and `lpstat` as CUPS answers them and `powershell.exe` as Windows' functions do, for a computer without one: queues are folders of jobs, and a
// job reaches the printer on TCP that its queue stands for. It knows nothing of the product.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Spooler = {
  /** To be put in front of PATH. */
  folder: string;
  /** PRINTER_STATUS_* that Windows tells of the queue. */
  windowsStatus: (bits: number) => void;
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
  // What the script would do with its functions; whether it is right PowerShell only a Windows can say.
  program('powershell.exe', [
    `const { existsSync, readFileSync } = require('node:fs');`,
    `const given = process.argv.slice(2);`,
    `if (given.slice(0, 4).join(' ') !== '-NoLogo -NoProfile -NonInteractive -EncodedCommand') process.exit(64);`,
    `const script = Buffer.from(given[4] ?? '', 'base64').toString('utf16le');`,
    `if (script.includes(${JSON.stringify(queue)})) process.exit(65);`,
    `const isThere = process.env.WAYBILL_QUEUE === ${JSON.stringify(queue)} && script.includes('OpenPrinterW($env:WAYBILL_QUEUE');`,
    `const finish = (code) => process.exit(isThere ? code : 3);`,
    `if (script.includes('::GetPrinterW(')) {`,
    `  const status = ${JSON.stringify(join(folder, 'status'))};`,
    `  if (isThere) process.stdout.write('status=' + (existsSync(status) ? readFileSync(status, 'utf8') : '0'));`,
    `  finish(0);`,
    `} else {`,
    `  const parts = [];`,
    `  process.stdin.on('data', (part) => parts.push(part));`,
    `  process.stdin.on('end', () => {`,
    `    if (!isThere || existsSync(${JSON.stringify(refusing)}) || !script.includes("Type = 'RAW'")) return finish(5);`,
    `    const socket = require('node:net').connect(${printerPort}, '127.0.0.1', () => socket.end(Buffer.concat(parts)));`,
    `    socket.on('error', () => finish(6));`,
    `    socket.on('close', () => finish(0));`,
    `    socket.resume();`,
    `  });`,
    `}`,
  ]);
  return {
    folder,
    windowsStatus: (bits) => writeFileSync(join(folder, 'status'), String(bits)),
    accept: (isAccepting) => {
      if (isAccepting) rmSync(refusing, { force: true });
      else writeFileSync(refusing, '');
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
