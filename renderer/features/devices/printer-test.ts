// A test label on the printer that this bench uses, from the page of devices, and what each printer proves of its labels: asked when
// the page is opened and once the test label has gone its way.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { WaybillBridge } from '../../../shared/contract/window';
import type { PrintLadder } from '../../../shared/label/print-ladder';
import { type PrintJobId, printJobIdSchema, type PrintStep } from '../../../shared/label/print-job';
import type { LabelDesk } from '../packing/label-desk';

export type PrinterTestState = {
  /** The last one that was asked for; its job is among the label desk's. */
  jobId: PrintJobId | null;
  /** Of printers that were asked so far. */
  ladders: readonly PrintLadder[];
};

export type PrinterTest = {
  store: StoreApi<PrinterTestState>;
  print: () => void;
  /** Asks the printers that are free. */
  refresh: () => Promise<void>;
  close: () => void;
};

const endSteps: readonly PrintStep[] = ['sent', 'confirmed', 'unknown'];

export function openPrinterTest({
  labels,
  bridge,
  newId,
  now,
  report,
}: {
  labels: Pick<LabelDesk, 'printBeside' | 'usedPrinter' | 'store'>;
  bridge: Pick<WaybillBridge, 'request'>;
  newId: () => string;
  now: () => Date;
  report: (cause: unknown) => void;
}): PrinterTest {
  const store = createStore<PrinterTestState>(() => ({ jobId: null, ladders: [] }));
  const refresh = async (): Promise<void> => {
    try {
      store.setState({ ladders: await bridge.request('print:ladders', null) });
    } catch (cause) {
      report(cause);
    }
  };
  const close = labels.store.subscribe(({ jobs }, before) => {
    const { jobId } = store.getState();
    if (jobId === null) return;
    const step = jobs.get(jobId)?.state.step;
    if (step && step !== before.jobs.get(jobId)?.state.step && endSteps.includes(step)) void refresh();
  });
  return {
    store,
    refresh,
    close,
    print: () => {
      const jobId = printJobIdSchema.parse(newId());
      const printer = labels.usedPrinter() || 'Waybill';
      const at = now().toISOString().slice(0, 16).replace('T', ' ');
      store.setState({ jobId });
      labels.printBeside([{ jobId, label: { kind: 'test', printer, at } }], null);
    },
  };
}
