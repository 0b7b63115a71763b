// What is counted for the figures, and by what it can be told apart.

export const dimensions = ['channel', 'country', 'currency', 'warehouse', 'key'] as const;
export type Dimension = (typeof dimensions)[number];

type Measure = {
  /** What `amount` adds up; null: `count` says it all. */
  amount: 'money' | 'units' | 'minutes' | 'seconds' | null;
  /** What `key` tells apart; null: nothing. */
  key: 'reason' | 'step' | 'kept' | 'box' | 'carrier' | 'hand' | 'work' | 'padding' | 'material' | null;
  /** Dimensions besides the key that it is told apart by; a filter by another one leaves it as it is. */
  by: readonly Exclude<Dimension, 'key'>[];
  /** Types of the events it is counted from. */
  from: readonly string[];
};

/** Money is in minor units of the currency of the books; an order that has no rate to it counts without an amount. */
export const measures = {
  /** Orders as they were placed, and what was sold over the counter. */
  ordered: {
    amount: 'money',
    key: null,
    by: ['channel', 'country', 'currency'],
    from: ['OrderPlaced', 'CounterSold'],
  },
  /** Units taken out of orders, by why. */
  cancelled: {
    amount: 'money',
    key: 'reason',
    by: ['channel', 'country', 'currency'],
    from: ['LinesCancelled'],
  },
  refunded: {
    amount: 'money',
    key: null,
    by: ['channel', 'country', 'currency'],
    from: ['PaymentRefunded', 'RefundCameBack'],
  },
  /** Picks, with their units. The key is an hour and a person's hands: how many worked is known, whose they were is not told. */
  picked: { amount: 'units', key: 'hand', by: ['warehouse'], from: ['UnitsPicked'] },
  /** Boxes sealed, with their units; one that is opened again is taken back. */
  packed: { amount: 'units', key: 'hand', by: ['warehouse'], from: ['ParcelSealed', 'ParcelReopened'] },
  /** Hours in which somebody's hands picked or packed: one for each of them. Counted when the hour's first piece of work is. */
  worked: { amount: null, key: 'work', by: ['warehouse'], from: [] },
  /** Standard boxes used. */
  boxed: { amount: null, key: 'box', by: ['warehouse'], from: ['ParcelSealed', 'ParcelReopened'] },
  /** Padding used, in the unit of its material. */
  padded: { amount: 'units', key: 'padding', by: ['warehouse'], from: ['ParcelSealed', 'ParcelReopened'] },
  /** What boxes and padding cost that were used. */
  packaging: {
    amount: 'money',
    key: 'material',
    by: ['channel', 'country', 'warehouse'],
    from: ['ParcelSealed', 'ParcelReopened'],
  },
  /** Time that hands were at work, picking or at the bench; pauses are left out. */
  handled: { amount: 'seconds', key: 'work', by: ['warehouse'], from: ['UnitsPicked', 'ParcelSealed'] },
  /** Orders of which the first parcel was handed over; one that two warehouses send counts in both. */
  served: {
    amount: null,
    key: null,
    by: ['channel', 'country', 'warehouse'],
    from: ['ParcelHandedOver'],
  },
  /** What was not in its bin or was broken, and boxes opened again. */
  mistaken: {
    amount: 'units',
    key: 'reason',
    by: ['warehouse'],
    from: ['ItemMissing', 'ItemDamaged', 'ParcelReopened'],
  },
  /** How long each step took. */
  stepped: {
    amount: 'minutes',
    key: 'step',
    by: ['channel', 'warehouse'],
    from: ['ParcelReleased', 'ParcelSealed', 'ParcelHandedOver', 'ShipmentDelivered'],
  },
  /** Parcels at the day the customer was told: kept or late. */
  promised: {
    amount: null,
    key: 'kept',
    by: ['channel', 'country', 'warehouse'],
    from: ['ShipmentDelivered'],
  },
  /** Units that came back, by why. */
  returned: {
    amount: 'units',
    key: 'reason',
    by: ['channel', 'country', 'warehouse'],
    from: ['UnitsReceived'],
  },
  /** Labels bought; a void one is taken back. */
  postage: {
    amount: 'money',
    key: 'carrier',
    by: ['channel', 'country', 'warehouse'],
    from: ['LabelBought', 'LabelVoided'],
  },
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof measures;
export const measureNames = Object.keys(measures) as MeasureName[];
/** Types of events that count for something. */
export const countedTypes: readonly string[] = [
  ...new Set(measureNames.flatMap((name) => measures[name].from)),
];

export const steps = ['release', 'pack', 'hand-over', 'deliver'] as const;
export type Step = (typeof steps)[number];

/** One addition to the figures. Dimensions that do not apply are empty. */
export type Tally = {
  measure: MeasureName;
  /** `2026-11-30`, by the calendar of the company or of the warehouse it happened in. */
  day: string;
  channel: string;
  country: string;
  /** Of the order; amounts are in that of the books all the same. */
  currency: string;
  warehouse: string;
  key: string;
  count: number;
  amount: number;
};
