// Prints what the office asks for on this computer's first label printer, by the same outbox as every other label.
import type { WaybillBridge } from '../../shared/contract/window';
import { printerIdSchema, printJobIdSchema } from '../../shared/label/print-job';
import type { LabelPrinter } from '../features/office/floor/label-printer';

export function officeLabels(bridge: Pick<WaybillBridge, 'request'>): LabelPrinter {
  const findPrinter = async (): Promise<string | null> => {
    const devices = await bridge.request('devices:list', null);
    return devices.find(({ kind }) => kind === 'printer')?.id ?? null;
  };
  return {
    isThere: async () => (await findPrinter().catch(() => null)) !== null,
    print: async (labels) => {
      const printer = printerIdSchema.parse(await findPrinter());
      let taken = 0;
      for (const label of labels) {
        // Asked for again it is another label: racks lose theirs.
        const jobId = printJobIdSchema.parse(crypto.randomUUID());
        await bridge.request('print:submit', { jobId, printerId: printer, label });
        taken += 1;
      }
      return taken;
    },
  };
}
