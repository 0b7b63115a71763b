// What packers see of custom fields, put into a parcel when it is planned: of the order, of its lines, of its products.
import { type FieldDefinition, fieldsOf } from '../../../shared/domain/field/field';
import { shownFields } from '../../../shared/domain/field/shown-fields';
import type { Order } from '../../../shared/domain/order/order';
import type { OrderId } from '../../../shared/domain/ids';
import type { ParcelPlan, ShownField } from '../../../shared/domain/parcel/parcel';
import type { Queryable } from '../../db/pool';
import type { Cause, ChangeSet } from '../changes/change-set';
import { commandParcel } from '../changes/parcel-changes';
import { loadFields, loadMarks } from './marks';

export type ShownOn = (plan: ParcelPlan, order: Order) => ParcelPlan;

/** What packers see now of an order that is in parcels already; the parcels must be loaded. */
export async function showOnParcels(
  db: Queryable,
  changes: ChangeSet,
  orderId: OrderId,
  cause: Cause,
): Promise<void> {
  const order = changes.orders.get(orderId);
  const parcels = [...changes.parcels.values()].filter((parcel) => parcel.orderId === orderId);
  if (!order || parcels.length === 0) return;
  const shownOn = await loadShown(
    db,
    order.lines.map(({ sku }) => sku),
  );
  for (const parcel of parcels) {
    const { shown, lines } = shownOn(
      { ...withoutShown(parcel), lines: parcel.lines.map(withoutShown) },
      order,
    );
    commandParcel(
      changes,
      {
        type: 'ShowFields',
        parcelId: parcel.parcelId,
        fields: shown ?? [],
        lines: lines.map((line) => ({ lineNo: line.lineNo, fields: line.shown ?? [] })),
      },
      cause,
    );
  }
}

function withoutShown<T extends { shown?: ShownField[] | undefined }>(of: T): T {
  const { shown: _, ...rest } = of;
  return rest as unknown as T;
}

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
