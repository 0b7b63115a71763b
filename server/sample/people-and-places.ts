// The invented operators and warehouses of the sample company.
import { ownCode } from '../../shared/barcode/own-code';
import type { NewDirectoryEntry } from '../services/directory/save-entries';
import { personIdSchema, warehouseIdSchema } from '../../shared/domain/ids';
import { defaultAccess } from '../../shared/domain/people/access';
import type { Role } from '../../shared/domain/people/roles';
import { sampleBoxes, samplePadding } from './boxes';
import { sampleCarriers } from './carriers';

/** A badge says the person's id. */
const people: readonly (readonly [id: string, name: string, roles: Role[]])[] = [
  ['P1', 'Ayşe Yıldızoğuş', ['packer']],
  ['P2', 'Tom Iveson', ['packer']],
  ['P3', 'Żaneta Gąsior', ['packer']],
  ['P4', 'Deniz Çınarlıdere', ['packer']],
  ['P5', 'Jürgen Höfling', ['packer']],
  ['P6', 'Zoé Fontanès', ['packer']],
  ['S1', 'Margaret Stanwick', ['packer', 'supervisor']],
  ['S2', 'Hakan Şenyığın', ['packer', 'supervisor']],
  ['M1', 'Berrin Aksungur', ['packer', 'manager']],
  ['F1', 'Priya Fairburn', ['office']],
  ['F2', 'Elif Tuğbaylı', ['office']],
];

/** Badges are enough for packers; who answers for others has a PIN too. The README says these. */
export const samplePins: readonly (readonly [personId: string, pin: string])[] = [
  ['S1', '2580'],
  ['S2', '7391'],
  ['M1', '46824'],
];

type Place = {
  id: string;
  name: string;
  timeZone: string;
  lines: string[];
  postcode: string;
  city: string;
  countryCode: string;
};

export const sampleWarehouses: readonly Place[] = [
  {
    id: 'W1',
    name: 'Leeds',
    timeZone: 'Europe/London',
    lines: ['Unit 4, Hunslet Sidings'],
    postcode: 'LS10 0XX',
    city: 'Leeds',
    countryCode: 'GB',
  },
  {
    id: 'W2',
    name: 'Rotterdam',
    timeZone: 'Europe/Amsterdam',
    lines: ['Kade van de Zwaluw 12'],
    postcode: '3089 XX',
    city: 'Rotterdam',
    countryCode: 'NL',
  },
];

export function sampleEntries(): NewDirectoryEntry[] {
  return [
    ...sampleWarehouses.map(
      ({ id, name, timeZone, ...address }): NewDirectoryEntry => ({
        kind: 'warehouse',
        entryId: `warehouse-${id}`,
        warehouse: {
          warehouseId: warehouseIdSchema.parse(id),
          name,
          timeZone,
          address: {
            name: `Marigold & Finch, ${name}`,
            company: 'Marigold & Finch',
            region: null,
            phone: null,
            email: null,
            ...address,
          },
        },
      }),
    ),
    ...people.map(
      ([id, name, roles]): NewDirectoryEntry => ({
        kind: 'person',
        entryId: `person-${id}`,
        person: { personId: personIdSchema.parse(id), name, badge: id, roles },
      }),
    ),
    {
      kind: 'access',
      entryId: 'access',
      access: { ...defaultAccess, pinRoles: ['supervisor', 'manager'] },
    },
    ...sampleCarriers.map(
      (carrier): NewDirectoryEntry => ({
        kind: 'carrier',
        entryId: `carrier-${carrier.carrierId}`,
        carrier,
      }),
    ),
    ...sampleBoxes.map(
      (box): NewDirectoryEntry => ({
        kind: 'box',
        entryId: `box-${box.boxId}`,
        box: { ...box, code: ownCode('box', box.boxId) },
      }),
    ),
    ...samplePadding.map(
      (padding): NewDirectoryEntry => ({
        kind: 'padding',
        entryId: `padding-${padding.paddingId}`,
        padding,
      }),
    ),
  ];
}
