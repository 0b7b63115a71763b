// The button that saves a list as a file, beside any list that head office gives in pages.
import type { ReactNode } from 'react';
import { ExportButton, type ExportColumn } from './export-dialog';
import { useExportFile } from './export-place';
import type { PagedList } from './use-paged-list';

/** Without columns a file has everything a row tells and has a word for. */
export function ListExport<Row>({
  list,
  columns = [],
  only = false,
}: {
  list: Pick<PagedList<Row>, 'source' | 'total' | 'isTotalLeast'>;
  columns?: readonly ExportColumn[];
  only?: boolean;
}): ReactNode {
  const exportFile = useExportFile();
  if (!exportFile || !list.source) return null;
  return (
    <ExportButton
      exportFile={exportFile}
      source={list.source}
      columns={columns}
      only={only}
      total={list.total}
      isTotalLeast={list.isTotalLeast}
    />
  );
}
