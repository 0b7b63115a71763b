// How a document lies in the local store: the document as head office sent it, beside the few fields that are searched.
// Indexed fields are top level, always present and never null: an index silently drops a row that lacks one.
import type { MigrationStrategies, RxJsonSchema } from 'rxdb';
import type { CollectionDoc, CollectionName } from '../../shared/sync/documents';
import { collectionNames, collections } from '../../shared/sync/documents';
import type { OpEnvelope } from '../../shared/sync/op';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import { isExpected } from '../../shared/domain/returns/arrival';
import { isOver } from '../../shared/domain/tour/stops';

/** Fields searched by, a collection. Empty text means "does not take part". */
type IndexFields = {
  orders: { number: string };
  products: Record<never, never>;
  barcodes: Record<never, never>;
  directory: Record<never, never>;
  parcels: { orderNumber: string; sscc: string; holder: string; waiting: string };
  stock: Record<never, never>;
  tours: { open: string };
  inbound: { open: string };
  tasks: { open: string };
  results: Record<never, never>;
};

export type StoredDoc<C extends CollectionName = CollectionName> = {
  id: string;
  seq: number;
  doc: CollectionDoc<C>;
} & IndexFields[C];

const idLength = 120;
const textIndexLength = 100;
const largestSeq = 1e12;

/** A parcel that has left keeps its last holder, but no bench works with it any more. */
export function isFinished(parcel: Parcel): boolean {
  return parcel.state === 'handed-over' || parcel.state === 'cancelled';
}

/** Sorts released parcels as the waiting list shows them: VIP first, then oldest, then by id so the order is stable. */
function waitingKey(parcel: Parcel): string {
  if (parcel.state !== 'released') return '';
  return `${parcel.priority === 'vip' ? 0 : 1} ${parcel.placedAt} ${parcel.parcelId}`;
}

/** Orders, transfers and returns that something is to come of, every bin, and where products are that orders wait for. */
function openInbound(entry: CollectionDoc<'inbound'>): string {
  if (entry.kind === 'shelf') return `shelf ${entry.shelf.locationId}`;
  if (entry.kind === 'return') {
    const { found } = entry.arrival;
    return isExpected(entry.arrival) ? `return ${found.advisedAt} ${found.returnId}` : '';
  }
  if (entry.kind === 'transfer') {
    const { state, number } = entry.transfer;
    const isOpen = state === 'released' || state === 'in-transit';
    return isOpen ? `transfer ${String(number).padStart(10, '0')}` : '';
  }
  if (entry.kind === 'whereabouts')
    return entry.whereabouts.isWanted ? entry.entryId.slice(0, textIndexLength) : '';
  if (entry.kind === 'whereabouts-look') return entry.entryId;
  return entry.purchase.state === 'sent' ? `purchase ${String(entry.purchase.number).padStart(10, '0')}` : '';
}

const indexFieldsOf: { [C in CollectionName]: (doc: CollectionDoc<C>) => IndexFields[C] } = {
  orders: (doc) => ({ number: doc.number }),
  products: () => ({}),
  barcodes: () => ({}),
  directory: () => ({}),
  parcels: (doc) => ({
    orderNumber: doc.orderNumber,
    sscc: doc.sscc ?? '',
    holder: isFinished(doc) ? '' : (doc.holder ?? ''),
    waiting: waitingKey(doc),
  }),
  stock: () => ({}),
  tours: (doc) => ({ open: isOver(doc) ? '' : String(doc.number).padStart(10, '0') }),
  inbound: (doc) => ({ open: openInbound(doc) }),
  tasks: (doc) => ({ open: doc.state === 'open' ? doc.at : '' }),
  results: () => ({}),
};

const indexesOf: { [C in CollectionName]: readonly (keyof IndexFields[C] & string)[] } = {
  orders: ['number'],
  products: [],
  barcodes: [],
  directory: [],
  parcels: ['orderNumber', 'sscc', 'holder', 'waiting'],
  stock: [],
  tours: ['open'],
  inbound: ['open'],
  tasks: ['open'],
  results: [],
};

/** Checks a document as it came from head office. Throws a ZodError that names the field. */
export function storedDocOf<C extends CollectionName>(collection: C, raw: unknown): StoredDoc<C> {
  const { schema, key } = collections[collection];
  const doc = schema.parse(raw) as CollectionDoc<C>;
  return {
    id: String((doc as Record<string, unknown>)[key]),
    seq: doc.seq,
    doc,
    ...indexFieldsOf[collection](doc),
  };
}

export function pulledSchema<C extends CollectionName>(collection: C): RxJsonSchema<StoredDoc<C>> {
  const indexes = indexesOf[collection];
  const properties: Record<string, object> = {
    id: { type: 'string', maxLength: idLength },
    seq: { type: 'number', minimum: 0, maximum: largestSeq, multipleOf: 1 },
    doc: { type: 'object', additionalProperties: true },
  };
  for (const field of indexes) properties[field] = { type: 'string', maxLength: textIndexLength };
  return {
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties,
    required: ['id', 'seq', 'doc', ...indexes],
    indexes: [...indexes],
  } as unknown as RxJsonSchema<StoredDoc<C>>;
}

/** An op lies in the store exactly as it goes over the wire. */
export type StoredOp = OpEnvelope;

/** Version 1 knows the chain; ops from before have no link (opMigrations). */
export const opsSchema = {
  version: 1,
  primaryKey: 'opId',
  type: 'object',
  properties: {
    opId: { type: 'string', maxLength: 40 },
    stationSeq: { type: 'number', minimum: 1, maximum: largestSeq, multipleOf: 1 },
    type: { type: 'string', maxLength: 60 },
    v: { type: 'number' },
    actor: {},
    fence: {},
    parcelId: {},
    body: { type: 'object', additionalProperties: true },
    at: { type: 'string', maxLength: 40 },
    mono: { type: 'number' },
    chain: { type: 'string', maxLength: 43 },
  },
  required: ['opId', 'stationSeq', 'type', 'v', 'actor', 'fence', 'parcelId', 'body', 'at', 'mono'],
  indexes: ['stationSeq'],
} as unknown as RxJsonSchema<StoredOp>;

/** How an op of the version before becomes one of this version. */
export const opMigrations: MigrationStrategies<StoredOp> = {
  1: (op: StoredOp) => op,
};

/** The version of every collection of this program; an older one on the disk is migrated, a newer one refused. */
export const localVersions: Readonly<Record<string, number>> = Object.fromEntries([
  ['ops', opsSchema.version],
  ...collectionNames.map((name) => [name, pulledSchema(name).version] as const),
]);
