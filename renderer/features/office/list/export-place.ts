// Who a list asks for itself as a file: the office says it once, and every list below has it. A list that is shown alone has
// no way to ask, and shows no button for it.
import { createContext, use } from 'react';
import type { ExportFile } from './export-api';

export const ExportPlace = createContext<ExportFile | null>(null);

export function useExportFile(): ExportFile | null {
  return use(ExportPlace);
}
