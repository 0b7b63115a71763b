// The bins to load from as they are now: told of again when head office or this station changes what lies in them.
import { useEffect, useState } from 'react';
import type { TransferId } from '../../../shared/domain/ids';
import type { LoadBin } from '../../../shared/domain/transfer/loading';
import type { LoadBinBook } from '../../data/load-bins';

/** @param transferId null: nothing is loaded */
export function useLoadBins(
  book: Pick<LoadBinBook, 'of' | 'changes'>,
  transferId: TransferId | null,
): readonly LoadBin[] {
  const [, setTurn] = useState(0);
  useEffect(() => {
    if (transferId === null) return undefined;
    const listening = book.changes.subscribe(() => setTurn((before) => before + 1));
    return () => listening.unsubscribe();
  }, [book, transferId]);
  return transferId === null ? [] : book.of(transferId);
}
