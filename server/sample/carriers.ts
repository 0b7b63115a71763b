// Three invented carriers of the sample company with their services and rate tables, in pounds. Rates grow with
// weight in steps; the sea between is dearer. Every country has an offer, and every weight up to a tonne.
import type { Carrier } from '../../shared/domain/shipping/carrier';
import { carrierIdSchema } from '../../shared/domain/ids';

const britain = ['GB', 'IM', 'JE', 'GG'];
const europeanUnion =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');
const turkey = ['TR'];
const world = ['*'];

type Steps = readonly (readonly [uptoGrams: number, amountMinor: number])[];

function rate(countries: string[], steps: Steps): Carrier['services'][number]['rates'][number] {
  return { countries, steps: steps.map(([uptoGrams, amountMinor]) => ({ uptoGrams, amountMinor })) };
}

/** A parcel and every further kilogram, up to a tonne in steps of 50 kg. */
function freight(
  countries: string[],
  firstMinor: number,
  perKilogramMinor: number,
): Carrier['services'][number]['rates'][number] {
  const steps = Array.from({ length: 20 }, (_, place) => {
    const kilograms = (place + 1) * 50;
    return [kilograms * 1000, firstMinor + kilograms * perKilogramMinor] as const;
  });
  return rate(countries, steps);
}

export const sampleCarriers: readonly Carrier[] = [
  {
    carrierId: carrierIdSchema.parse('tarnfell'),
    name: 'Tarnfell Post',
    divisorMm3PerGram: 6000,
    services: [
      {
        serviceId: 'tarnfell-48',
        name: 'Tarnfell 48',
        days: 2,
        cutOff: '16:30',
        currency: 'GBP',
        rates: [
          rate(britain, [
            [1000, 329],
            [2000, 389],
            [5000, 549],
            [10_000, 799],
            [20_000, 1249],
          ]),
        ],
      },
      {
        serviceId: 'tarnfell-abroad',
        name: 'Tarnfell Abroad',
        days: 7,
        cutOff: '15:00',
        currency: 'GBP',
        rates: [
          rate(europeanUnion, [
            [500, 695],
            [1000, 845],
            [2000, 1095],
            [5000, 1790],
          ]),
          rate(turkey, [
            [500, 795],
            [1000, 1045],
            [2000, 1395],
            [5000, 2290],
          ]),
          rate(world, [
            [500, 995],
            [1000, 1445],
            [2000, 2195],
          ]),
        ],
      },
    ],
  },
  {
    carrierId: carrierIdSchema.parse('corvane'),
    name: 'Corvane Express',
    divisorMm3PerGram: 5000,
    services: [
      {
        serviceId: 'corvane-24',
        name: 'Corvane 24',
        days: 1,
        cutOff: '17:30',
        currency: 'GBP',
        rates: [
          rate(britain, [
            [2000, 595],
            [5000, 695],
            [10_000, 895],
            [20_000, 1195],
            [30_000, 1595],
          ]),
        ],
      },
      {
        serviceId: 'corvane-road',
        name: 'Corvane Road Europe',
        days: 4,
        cutOff: '14:00',
        currency: 'GBP',
        rates: [
          rate(europeanUnion, [
            [2000, 1195],
            [5000, 1495],
            [10_000, 1995],
            [20_000, 2895],
            [30_000, 3795],
          ]),
          rate(turkey, [
            [2000, 1595],
            [5000, 2195],
            [10_000, 3295],
            [20_000, 4995],
            [30_000, 6695],
          ]),
        ],
      },
      {
        serviceId: 'corvane-air',
        name: 'Corvane Air',
        days: 3,
        cutOff: '13:00',
        currency: 'GBP',
        rates: [
          rate(europeanUnion, [
            [1000, 1895],
            [5000, 3195],
            [10_000, 4695],
            [30_000, 9995],
          ]),
          rate(turkey, [
            [1000, 2195],
            [5000, 3895],
            [10_000, 5995],
            [30_000, 12_995],
          ]),
          rate(world, [
            [1000, 2795],
            [5000, 5695],
            [10_000, 8995],
            [30_000, 19_995],
          ]),
        ],
      },
    ],
  },
  {
    carrierId: carrierIdSchema.parse('brightholm'),
    name: 'Brightholm Freight',
    divisorMm3PerGram: 4000,
    services: [
      {
        serviceId: 'brightholm-pallet',
        name: 'Brightholm Pallet',
        days: 5,
        cutOff: '12:00',
        currency: 'GBP',
        rates: [
          freight(britain, 3900, 22),
          freight(europeanUnion, 7900, 48),
          freight(turkey, 10_900, 64),
          freight(world, 18_900, 195),
        ],
      },
    ],
  },
];
