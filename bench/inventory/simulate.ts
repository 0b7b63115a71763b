// A shelf played through week by week as it was asked for: weekly review, (s, nQ), full back-orders, lead times of the supplier.
// The policy sees the weeks before each decision only.

export type StockItem = {
  pack: number;
  cost: number;
  orderCost: number;
  holdingPerYear: number;
  leadWeeks: number;
  moq: number;
  weeks: number[];
};

export type Parameters = { point: number; quantity: number };
export type Policy = (item: StockItem, history: readonly number[]) => Parameters;
export type Outcome = { fill: number; stockValue: number };

const firstWeek = 52;
const firstMeasured = 104;
const reestimateEvery = 4;

/** Those with demand in the first year and after the second. */
export function activeItems(items: readonly StockItem[]): StockItem[] {
  const asked = (weeks: readonly number[]): boolean => weeks.some((units) => units > 0);
  return items.filter(({ weeks }) => asked(weeks.slice(0, firstWeek)) && asked(weeks.slice(firstMeasured)));
}

/** Units served at once over units asked for, and the mean value on the shelf at the end of a week. */
export function playThrough(items: readonly StockItem[], policy: Policy): Outcome {
  let [served, asked, stockValue] = [0, 0, 0];
  for (const item of items) {
    let parameters = policy(item, item.weeks.slice(0, firstWeek));
    let onHand = Math.max(0, Math.ceil(parameters.point)) + parameters.quantity / 2;
    let position = onHand;
    const coming = new Map<number, number>();
    let shelf = 0;
    for (let week = firstWeek; week < item.weeks.length; week += 1) {
      if ((week - firstWeek) % reestimateEvery === 0) parameters = policy(item, item.weeks.slice(0, week));
      onHand += coming.get(week) ?? 0;
      const units = item.weeks[week] as number;
      if (week >= firstMeasured) {
        asked += units;
        served += Math.min(units, Math.max(0, onHand));
      }
      onHand -= units;
      position -= units;
      if (position <= parameters.point) {
        const orders = Math.max(1, Math.ceil((parameters.point - position) / parameters.quantity));
        const due = week + 1 + item.leadWeeks;
        coming.set(due, (coming.get(due) ?? 0) + orders * parameters.quantity);
        position += orders * parameters.quantity;
      }
      if (week >= firstMeasured) shelf += Math.max(0, onHand);
    }
    stockValue += (shelf / (item.weeks.length - firstMeasured)) * item.cost;
  }
  return { fill: served / asked, stockValue };
}
