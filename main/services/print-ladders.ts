// On which rung of proof each label printer of this station stands: asked of the printer itself, and learnt from labels whose name it
// sent back. Must never ask a printer that has a label on its way.
import type { PrinterEndpoint } from '../devices/printer/printer-port';
import type { PrintLadder, PrinterProbe } from '../../shared/label/print-ladder';
import type { PrinterId, PrintJob } from '../../shared/label/print-job';

export type LadderPorts = {
  printers: readonly { printerId: PrinterId; endpoint: PrinterEndpoint }[];
  probe: (endpoint: PrinterEndpoint) => Promise<PrinterProbe>;
  jobs: () => readonly PrintJob[];
  isBusy: (printerId: PrinterId) => boolean;
};

const notAsked: PrinterProbe = { trouble: 'printer-busy', status: false, odometer: false };

export function createPrintLadders({ printers, probe, jobs, isBusy }: LadderPorts) {
  /** What is known of a printer stays while it is busy. */
  const known = new Map<PrinterId, PrinterProbe>();
  return async (): Promise<PrintLadder[]> =>
    Promise.all(
      printers.map(async ({ printerId, endpoint }) => {
        const asked = isBusy(printerId) ? (known.get(printerId) ?? notAsked) : await probe(endpoint);
        if (asked.trouble === null) known.set(printerId, asked);
        const isProven = jobs().some((job) => job.printerId === printerId && job.state.step === 'confirmed');
        return {
          printerId,
          trouble: asked.trouble,
          echo: endpoint.echo === 'none' ? 'off' : isProven ? 'proven' : 'unproven',
          odometer: asked.odometer,
          status: asked.status,
          spooler: 'queue' in endpoint,
        } as const;
      }),
    );
}
