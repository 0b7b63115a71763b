// A test label on the printer that this bench uses, from the page of devices; what becomes of it is shown there.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type PrintJobId, printJobIdSchema } from '../../../shared/label/print-job';
import type { LabelDesk } from '../packing/label-desk';

export type PrinterTest = {
  /** The last one that was asked for; its job is among the label desk's. */
  store: StoreApi<{ jobId: PrintJobId | null }>;
  print: () => void;
};

export function openPrinterTest({
  labels,
  newId,
  now,
}: {
  labels: Pick<LabelDesk, 'printBeside' | 'usedPrinter'>;
  newId: () => string;
  now: () => Date;
}): PrinterTest {
  const store = createStore<{ jobId: PrintJobId | null }>(() => ({ jobId: null }));
  return {
    store,
    print: () => {
      const jobId = printJobIdSchema.parse(newId());
      const printer = labels.usedPrinter() || 'Waybill';
      const at = now().toISOString().slice(0, 16).replace('T', ' ');
      store.setState({ jobId });
      labels.printBeside([{ jobId, label: { kind: 'test', printer, at } }], null);
    },
  };
}
