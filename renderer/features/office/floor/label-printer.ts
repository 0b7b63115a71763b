// The label printer of this computer, where the office is open in an app that has one; a browser has none.
import { createContext, use } from 'react';
import type { BinLabel } from '../../../../shared/label/model';

export type LabelPrinter = {
  /** Whether a printer is set up here. */
  isThere: () => Promise<boolean>;
  /** Durable when it answers. @returns how many labels the outbox took */
  print: (labels: readonly BinLabel[]) => Promise<number>;
};

export const LabelPrinterPlace = createContext<LabelPrinter | null>(null);

export function useLabelPrinter(): LabelPrinter | null {
  return use(LabelPrinterPlace);
}
