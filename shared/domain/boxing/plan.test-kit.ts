// Questions about boxes for tests.
import { boxIdOf, carrierIdOf } from '../ids.test-kit';
import type { Box, Padding } from '../packing/box';
import type { Carrier } from '../shipping/carrier';
import { handlingOf } from '../catalogue/handling';
import type { PlanItem, PlanQuestion, SiteBox } from './plan';

export function boxOf(
  id: string,
  [lengthMm, widthMm, heightMm]: readonly [number, number, number],
  over: Partial<Box> = {},
): SiteBox {
  return {
    box: {
      boxId: boxIdOf(id),
      name: id,
      code: id,
      inner: { lengthMm, widthMm, heightMm },
      outer: { lengthMm: lengthMm + 6, widthMm: widthMm + 6, heightMm: heightMm + 12 },
      tareGrams: 100,
      maxGrams: 20_000,
      costMinor: Math.round((lengthMm * widthMm + widthMm * heightMm) / 2000),
      currency: 'GBP',
      ...over,
    },
    fillPermille: 1000,
    misfits: [],
  };
}

export function itemOf(
  lineNo: number,
  [lengthMm, widthMm, heightMm]: readonly [number, number, number],
  over: Partial<PlanItem> & { fragile?: boolean } = {},
): PlanItem {
  const { fragile = false, ...rest } = over;
  return {
    lineNo,
    sku: `SKU${lineNo}`,
    name: `Thing ${lineNo}`,
    quantity: 1,
    size: { lengthMm, widthMm, heightMm },
    weightGrams: 300,
    handling: handlingOf({ fragile }),
    ...rest,
  };
}

export const paper: Padding = {
  paddingId: 'paper',
  name: 'Paper',
  unit: 'metre',
  costMinor: 4,
  currency: 'GBP',
  litresPerUnit: 3,
  protects: 'light',
};
export const bubble: Padding = {
  paddingId: 'bubble',
  name: 'Bubble wrap',
  unit: 'metre',
  costMinor: 11,
  currency: 'GBP',
  litresPerUnit: 4,
  protects: 'very-fragile',
};

/** By the kilogram begun, from an address in Great Britain: 300 for the first, 200 for each more. */
export const carrier: Carrier = {
  carrierId: carrierIdOf('dpd'),
  name: 'DPD',
  divisorMm3PerGram: 5000,
  services: [
    {
      serviceId: 'std',
      name: 'Standard',
      days: 2,
      cutOff: '16:00',
      currency: 'GBP',
      rates: [
        {
          countries: ['GB'],
          steps: [{ uptoGrams: 1000, amountMinor: 300 }],
          above: { amountMinorPerKg: 200, uptoGrams: 30_000 },
        },
      ],
    },
  ],
};

export const small = boxOf('S', [240, 160, 80]);
export const medium = boxOf('M', [320, 240, 160]);
export const large = boxOf('L', [600, 400, 300]);

export function questionOf(items: readonly PlanItem[], over: Partial<PlanQuestion> = {}): PlanQuestion {
  return {
    items,
    boxes: [small, medium, large],
    paddings: [paper, bubble],
    postage: { carrier, serviceId: 'std', to: { countryCode: 'GB', postcode: 'LS11AA' } },
    taken: null,
    ...over,
  };
}
