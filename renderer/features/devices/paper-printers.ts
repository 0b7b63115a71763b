// The printer of sheets, chosen on the page of devices among those of this computer, and a test page on it.
import { v7 } from 'uuid';
import type { IntlShape } from 'react-intl';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PaperChoice } from '../../../shared/contract/paper-printers';
import type { WaybillBridge } from '../../../shared/contract/window';
import { paperOfTest } from '../../../shared/document/paper-of-test';
import { type PrintJobId, printJobIdSchema } from '../../../shared/label/print-job';
import type { LabelDesk } from '../packing/label-desk';

/** More are not chosen by a digit: an administrator names one in station.json. */
export const mostListed = 8;

export type PaperPrintersState = {
  /** The list is shown, and digits choose from it. */
  isOpen: boolean;
  /** Null until main has said. */
  choice: PaperChoice | null;
  /** The test page that was asked for last; its job is among the label desk's. */
  jobId: PrintJobId | null;
  trouble: 'not-kept' | 'not-listed' | null;
};

export type PaperPrinters = {
  store: StoreApi<PaperPrintersState>;
  toggle: () => void;
  /** 0: kept as PDF; 1 to 8: that printer of the list; 9: the test page. */
  chooseAt: (digit: number) => void;
  close: () => void;
};

export function openPaperPrinters({
  bridge,
  labels,
  intl,
  now = () => new Date(),
  newId = v7,
  report,
}: {
  bridge: Pick<WaybillBridge, 'request'>;
  labels: Pick<LabelDesk, 'printBeside'>;
  intl: () => IntlShape;
  now?: () => Date;
  newId?: () => string;
  report: (cause: unknown) => void;
}): PaperPrinters {
  const store = createStore<PaperPrintersState>(() => ({
    isOpen: false,
    choice: null,
    jobId: null,
    trouble: null,
  }));
  let asking: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): void => {
    asking = asking.then(work).catch((cause: unknown) => {
      report(cause);
      store.setState({ trouble: 'not-kept' });
    });
  };
  const choose = (printer: string | null): void =>
    inTurn(async () => {
      store.setState({ choice: await bridge.request('papers:choose', { printer }), trouble: null });
    });

  const printTest = (): void => {
    const { choice } = store.getState();
    const { locale, formatMessage, formatDate } = intl();
    const say = (id: string): string => formatMessage({ id });
    const at = now();
    const jobId = printJobIdSchema.parse(newId());
    const label = paperOfTest(
      {
        title: say('paper-test.title'),
        printer: say('paper-test.printer'),
        when: say('paper-test.when'),
        look: [say('paper-test.edges'), say('paper-test.letters')],
        copy: say('paper-test.copy'),
      },
      {
        printer: choice?.chosen ?? say('paper-test.pdf'),
        at: formatDate(at, { dateStyle: 'medium', timeStyle: 'short' }),
        number: at.toISOString().slice(0, 16).replace('T', ' '),
        language: locale.startsWith('tr') ? 'tr' : 'en',
      },
    );
    store.setState({ jobId });
    labels.printBeside([{ jobId, label }], null);
  };

  return {
    store,
    toggle: () => {
      const isOpen = !store.getState().isOpen;
      store.setState({ isOpen, trouble: null });
      if (isOpen) inTurn(async () => store.setState({ choice: await bridge.request('papers:choice', null) }));
    },
    chooseAt: (digit) => {
      if (digit === 9) return printTest();
      if (digit === 0) return choose(null);
      const printer = store.getState().choice?.printers.slice(0, mostListed)[digit - 1];
      if (printer === undefined) store.setState({ trouble: 'not-listed' });
      else choose(printer);
    },
    close: () => store.setState({ isOpen: false, trouble: null, jobId: null }),
  };
}
