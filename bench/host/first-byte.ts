// From asking for a label to its first byte at the printer: through the durable outbox, the device host's process, drawing and a real
// socket; and the same bytes from a bare socket. The label's fonts have been read, as those of any label but a station's first.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBarePrinter } from '../../e2e/rigs/virtual-printer/printer';
import { linkDeviceHost } from '../../main/devices/host-link';
import { childProcessPort } from '../../main/devices/host-port';
import { openPrintOutbox } from '../../main/services/print-outbox';
import { ssccOf } from '../../shared/barcode/sscc';
import type { ShippingLabel } from '../../shared/label/model';
import { printerIdSchema, printJobIdSchema } from '../../shared/label/print-job';
import { defaultPrinterProfile } from '../../shared/label/printer-profile';
import { BenchCannotRun } from '../bench';
import { builtFonts, builtHost } from './respawn';

const longestMs = 20_000;
const firstOnes = 5;

export async function firstBytes(count: number): Promise<{ outboxMs: number[]; bareMs: number[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-first-byte-'));
  let seenMs: number | null = null;
  let zpl: string | null = null;
  const printer = await startBarePrinter({
    printMs: 5,
    onBytes: (bytes) => {
      if (seenMs === null && bytes.includes('^XA')) seenMs = performance.now();
    },
    onPrinted: (label) => {
      zpl ??= label.zpl;
    },
  });
  const schedule = (ms: number, work: () => void): (() => void) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  };
  const host = linkDeviceHost({
    fork: () => childProcessPort(fork(builtHost, [builtFonts])),
    now: () => performance.now(),
    schedule,
  });
  const printerId = printerIdSchema.parse('bench');
  const endpoint = {
    printerId,
    host: '127.0.0.1',
    port: printer.port,
    statusQuery: 'hs',
    echo: 'hv',
  } as const;
  const outbox = await openPrintOutbox({
    folder,
    printers: () => [{ printerId, name: 'bench', profile: defaultPrinterProfile, endpoint }],
    port: host,
    compose: host.compose,
    now: () => new Date().toISOString(),
    schedule,
    retryMs: 50,
  });
  try {
    const outboxMs: number[] = [];
    for (let serial = 0; serial < count + firstOnes; serial += 1) {
      seenMs = null;
      const jobId = printJobIdSchema.parse(`job-${serial}`);
      const fromMs = performance.now();
      await outbox.submit({ jobId, printerId, label: labelOf(serial) });
      const tookMs = (await until(() => seenMs)) - fromMs;
      if (serial >= firstOnes) outboxMs.push(tookMs);
      await until(() => (outbox.openJobs().length === 0 ? 1 : null));
    }
    const bareMs: number[] = [];
    for (let turn = 0; turn < count; turn += 1) {
      seenMs = null;
      const fromMs = performance.now();
      const socket = connect(printer.port, '127.0.0.1', () => socket.end(zpl ?? ''));
      bareMs.push((await until(() => seenMs)) - fromMs);
      socket.destroy();
    }
    return { outboxMs, bareMs };
  } finally {
    await outbox.close();
    await host.close();
    await printer.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function until(value: () => number | null): Promise<number> {
  const endMs = performance.now() + longestMs;
  for (;;) {
    const found = value();
    if (found !== null) return found;
    if (performance.now() > endMs) throw new BenchCannotRun('a label did not come out');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

const labelOf = (serial: number): ShippingLabel => ({
  sender: { name: 'Waybill Gifts Ltd', lines: ['Bristol'] },
  recipient: {
    name: 'Ayşe Çağlar',
    lines: ['Bağdat Caddesi 12'],
    countryCode: 'TR',
    countryName: 'TÜRKİYE',
  },
  carrierName: 'Northline',
  serviceName: 'Parcel 48',
  orderNumber: `A-${serial}`,
  orderCode: `A-${serial}`,
  parcel: { number: 1, count: 1 },
  items: [],
  sscc: ssccOf('38690000', serial),
  weightGrams: 2_400,
});
