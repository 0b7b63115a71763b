// Labels to look at, on the page of devices: each kind in turn, or that of what was scanned; drawn from the same marks that a printer
// gets, and printed as it is seen.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Meaning } from '../../../shared/barcode/meaning';
import type { DrawnLabel, WaybillBridge } from '../../../shared/contract/window';
import { printJobIdSchema } from '../../../shared/label/print-job';
import type { IntlShape } from 'react-intl';
import type { LabelDesk } from '../packing/label-desk';
import { labelOfScan, type SampleLabel, sampleLabels } from './label-samples';

export type GalleryState = {
  /** Null: none is looked at. */
  shown: SampleLabel | null;
  /** Which of how many; null for the label of something that was scanned. */
  at: { number: number; count: number } | null;
  /** Null while it is being drawn, and where it cannot be. */
  picture: DrawnLabel | null;
};

export type LabelGallery = {
  store: StoreApi<GalleryState>;
  /** The next kind; the first one again behind the last. */
  next: () => void;
  /** What was scanned while a label is looked at becomes its label. */
  take: (meaning: Meaning) => void;
  /** On the label printer that is used. */
  print: () => void;
  leave: () => void;
};

export function openLabelGallery({
  bridge,
  labels,
  find,
  intl,
  newId,
  report,
}: {
  bridge: Pick<WaybillBridge, 'request'>;
  labels: Pick<LabelDesk, 'printBeside'>;
  find: (code: string) => Promise<{ sku: string; name: string } | null>;
  intl: () => IntlShape;
  newId: () => string;
  report: (cause: unknown) => void;
}): LabelGallery {
  const none: GalleryState = { shown: null, at: null, picture: null };
  const store = createStore<GalleryState>(() => none);
  let number = 0;

  const show = async (shown: SampleLabel, at: GalleryState['at']): Promise<void> => {
    store.setState({ shown, at, picture: null });
    const picture = await bridge.request('label:draw', { label: shown.label });
    if (store.getState().shown === shown) store.setState({ picture });
  };

  return {
    store,
    next: () => {
      const all = sampleLabels((key, values) => intl().formatMessage({ id: key }, values));
      number = store.getState().shown === null ? 0 : (number + 1) % all.length;
      const shown = all[number];
      if (shown) show(shown, { number: number + 1, count: all.length }).catch(report);
    },
    take: (meaning) => {
      if (store.getState().shown === null) return;
      labelOfScan(meaning, find)
        .then((shown) => (shown ? show(shown, null) : undefined))
        .catch(report);
    },
    print: () => {
      const { shown } = store.getState();
      if (shown) labels.printBeside([{ jobId: printJobIdSchema.parse(newId()), label: shown.label }], null);
    },
    leave: () => store.setState(none),
  };
}
