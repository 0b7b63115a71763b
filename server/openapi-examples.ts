// Examples of the contract: whole requests that a newcomer can send, and the header with which a write is done once. A test
// checks each against the schema it stands for.

/** On every write that a key of the API opens. */
export const requestKeyHeader = {
  name: 'idempotency-key',
  in: 'header',
  required: false,
  description:
    'A text of your own, another one for every request that is to be done: sent again it is answered as it was',
  schema: { type: 'string', minLength: 1, maxLength: 100, pattern: '^[\\x21-\\x7e]+$' },
} as const;

const order = {
  channelId: 'web',
  externalId: 'ERP-1001',
  number: '1001',
  placedAt: '2026-03-01T09:00:00.000Z',
  currency: 'GBP',
  customer: { customerId: 'C-17', name: 'Ada Lovelace' },
  shipTo: {
    name: 'Ada Lovelace',
    company: null,
    lines: ['1 High Street'],
    postcode: 'LS1 1AA',
    city: 'Leeds',
    region: null,
    countryCode: 'GB',
    phone: '+44 113 496 0000',
    email: 'ada@example.com',
  },
  lines: [{ sku: 'MUG', quantity: 2, unitPriceMinor: 500 }],
  tags: ['press'],
};

/** By method and path. */
export const examples: Readonly<Record<string, object>> = {
  'post /v1/orders': order,
  'post /v1/orders/{orderId}/cancel-lines': { reason: 'customer', lines: [{ lineNo: 1, quantity: 1 }] },
  'post /v1/orders/{orderId}/marks': { add: ['Press kit'], remove: [], fields: {}, lines: [] },
  'post /v1/purchases/{purchaseId}': {
    warehouseId: 'W1',
    supplier: 'Mug Works Ltd',
    supplierReference: 'MW-77',
    currency: 'GBP',
    note: '',
    lines: [{ sku: 'MUG', quantity: 24, unitCostMinor: 180, expectedOn: '2026-03-12' }],
  },
  'post /v1/transfers/{transferId}': {
    fromId: 'W1',
    toId: 'W2',
    dueOn: '2026-03-05',
    note: '',
    lines: [{ sku: 'MUG', quantity: 24 }],
  },
  'post /v1/office/orders/tags': {
    orderIds: ['0191d2f4-5a3c-7000-8000-000000000001'],
    add: ['Press kit'],
    remove: [],
  },
  'post /v1/marks/{owner}/{ownerId}': { add: ['Watch'], remove: [], fields: {} },
};
