// The warehouse that a page is about: the first one until a person chooses another.
import { type ReactNode, useState } from 'react';
import type { Floors } from '../../../../shared/contract/floor';
import type { Answer } from '../office-api';
import { Failure } from './failure';
import { useAnswer } from './use-answer';
import { WarehouseChoice } from './warehouse-choice';

type Chosen = {
  /** Null until the warehouses are known, and where there is none. */
  warehouseId: string | null;
  /** For the head of the page. */
  choice: ReactNode;
  /** Why the warehouses are not known. */
  failure: ReactNode;
};

/** @param labelId what the choice is called */
export function useWarehouse(
  load: () => Promise<Answer<Floors>>,
  labelId = 'office.picking.warehouse',
): Chosen {
  const { answer, last, askAgain } = useAnswer(load);
  const [chosen, setChosen] = useState<string | null>(null);
  const warehouses = last?.warehouses ?? [];
  const warehouseId = chosen ?? warehouses[0]?.warehouseId ?? null;
  return {
    warehouseId,
    choice:
      warehouseId === null ? null : (
        <WarehouseChoice text={labelId} warehouses={warehouses} value={warehouseId} onChange={setChosen} />
      ),
    failure: answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null,
  };
}
