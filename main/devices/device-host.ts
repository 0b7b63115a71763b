// The device host: draws labels, owns the sockets of printers and the lines of scanners and scales, and does what main asks over a port. It may die at any
// moment without taking the app along; it keeps nothing and decides nothing, so a new one can take its place.
import { z } from 'zod';
import type { HostPort } from './host-port';
import { type FromHost, type HostAnswer, type HostAsk, toHostSchema } from './host-protocol';
import { defaultTimings, type PrinterTimings } from './printer/printer-connection';
import type { Composers } from './label-composer';
import { createPrinterLines } from './printer/printer-lines';
import type { PrintOutcome } from './printer/printer-port';
import { createSlipLines } from './printer/slip-line';
import { createScaleLines } from './scale/scale-lines';
import { createScannerLines } from './scanner/scanner-lines';

/** Serves one port until it is told to stop or the other side is gone. */
export function runDeviceHost(
  port: HostPort,
  compose: Composers,
  timings: PrinterTimings = defaultTimings,
): void {
  const printers = createPrinterLines(timings);
  const slips = createSlipLines(timings);
  const say = (message: FromHost): void => port.post(message);
  const scanners = createScannerLines({
    scan: (scan) => say({ kind: 'scan', scan }),
    state: (scanner) => say({ kind: 'scanner', scanner }),
  });
  const scales = createScaleLines({
    reading: (reading) => say({ kind: 'reading', reading }),
    state: (scale) => say({ kind: 'scale', scale }),
  });

  const drawn = ({ label, profile, printing }: Extract<HostAsk, { what: 'label-compose' }>) => {
    try {
      return compose.label(label, profile, printing);
    } catch {
      return null;
    }
  };

  const pictureOrNull = ({ label, profile }: Extract<HostAsk, { what: 'label-draw' }>) => {
    try {
      return compose.picture(label, profile);
    } catch {
      return null;
    }
  };

  const slipOf = async ({
    endpoint,
    paper,
    attempt,
  }: Extract<HostAsk, { what: 'slip-print' }>): Promise<PrintOutcome> => {
    let bytes: Uint8Array;
    try {
      bytes = compose.slip(paper, endpoint, attempt);
    } catch {
      return { outcome: 'not-started', waitingFor: 'paper-not-drawn' };
    }
    return slips.print(endpoint, bytes);
  };

  const answerTo = async (ask: HostAsk): Promise<HostAnswer> => {
    switch (ask.what) {
      case 'printer-preflight':
        return { what: 'printer-preflight', preflight: await printers.preflight(ask.endpoint) };
      case 'printer-probe':
        return { what: 'printer-probe', probe: await printers.probe(ask.endpoint) };
      case 'printer-print':
        return { what: 'printer-print', outcome: await printers.print(ask.order) };
      case 'label-compose':
        return { what: 'label-compose', composed: drawn(ask) };
      case 'label-draw':
        return { what: 'label-draw', drawn: pictureOrNull(ask) };
      case 'slip-preflight':
        return { what: 'slip-preflight', preflight: await slips.preflight(ask.endpoint) };
      case 'slip-print':
        return { what: 'slip-print', outcome: await slipOf(ask) };
      case 'scale-act':
        return { what: 'scale-act', outcome: await scales.act(ask.order) };
    }
  };

  const refuse = (message: unknown, problem: string): void => {
    const numbered = z.object({ askId: z.int().nonnegative() }).safeParse(message);
    if (numbered.success) {
      say({ kind: 'answer', askId: numbered.data.askId, answer: { what: 'not-understood', problem } });
    }
  };

  const stop = (): void => {
    printers.close();
    // A line that does not let go keeps nobody waiting: main ends the process.
    void Promise.all([scanners.close(), scales.close()]).then(() => port.close());
  };

  printers.onLateEcho((token) => say({ kind: 'late-echo', token }));
  port.onClosed(stop);
  port.onMessage((received) => {
    const message = toHostSchema.safeParse(received);
    if (!message.success) {
      refuse(received, z.prettifyError(message.error));
      return;
    }
    if (message.data.kind === 'stop') {
      stop();
      return;
    }
    if (message.data.kind === 'scanners') {
      scanners.listenTo(message.data.scanners);
      return;
    }
    if (message.data.kind === 'scales') {
      scales.listenTo(message.data.scales);
      return;
    }
    const { askId, ask } = message.data;
    // A bug in a device's code must end this process, loudly, and not leave an ask without an answer.
    void answerTo(ask).then((answer) => say({ kind: 'answer', askId, answer }));
  });
  say({ kind: 'ready' });
}
