// The file formats that channels may bring orders in. A format is code with a name; which channel takes which format
// is the channel's setting. Adding one means: rules beside this file, an entry here, words in shared/text.
import { onlineRetailColumns } from './online-retail-row';

export const importFormats = {
  /** One line an invoice position, prices in the channel's currency; online-retail.ts. */
  'online-retail-csv': { columns: onlineRetailColumns },
} as const;

export type ImportFormat = keyof typeof importFormats;
export const importFormatNames = Object.keys(importFormats) as ImportFormat[];

export function isImportFormat(name: string): name is ImportFormat {
  return Object.hasOwn(importFormats, name);
}
