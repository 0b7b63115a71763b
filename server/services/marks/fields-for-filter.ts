// The fields that a filter of orders has to know to be read.
import type { OrderFilter } from '../../../shared/contract/order-grid';
import type { FieldDefinition } from '../../../shared/domain/field/field';
import type { Queryable } from '../../db/pool';
import { loadFields } from './marks';

export async function fieldsForFilter(
  db: Queryable,
  { field }: OrderFilter,
): Promise<readonly FieldDefinition[]> {
  return field === undefined ? [] : await loadFields(db);
}
