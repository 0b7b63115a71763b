// What packers see of custom fields, put into a parcel when it is planned: of the order, of its lines, of its products.
import { type FieldDefinition, fieldsOf } from '../../../shared/domain/field/field';
import { shownFields } from '../../../shared/domain/field/shown-fields';
import type { Order } from '../../../shared/domain/order/order';
import type { ParcelPlan } from '../../../shared/domain/parcel/parcel';
import type { Queryable } from '../../db/pool';
import { loadFields, loadMarks } from './marks';

export type ShownOn = (plan: ParcelPlan, order: Order) => ParcelPlan;

export async function loadShown(db: Queryable, skus: readonly string[]): Promise<ShownOn> {
  const shown = (await loadFields(db)).filter((each) => each.shownToPacker);
  if (shown.length === 0) return (plan) => plan;
  const ofProducts = fieldsOf(shown, 'product');
  const products = ofProducts.length > 0 ? await loadMarks(db, 'product', [...new Set(skus)]) : new Map();
  return (plan, order) => {
    const own = (owner: FieldDefinition['owner']) => fieldsOf(shown, owner, order.channelId);
    const ofOrder = shownFields(own('order'), order.fields);
    return {
      ...plan,
      ...(ofOrder.length > 0 ? { shown: ofOrder } : {}),
      lines: plan.lines.map((line) => {
        const fields = order.lines.find(({ lineNo }) => lineNo === line.lineNo)?.fields;
        const ofLine = [
          ...shownFields(own('line'), fields),
          ...shownFields(ofProducts, products.get(line.sku)?.fields),
        ];
        return ofLine.length > 0 ? { ...line, shown: ofLine } : line;
      }),
    };
  };
}
