// The channels page against head office's answers at the wire: what it shows, what it sends, and that a secret does not stay.
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  ChannelHealth,
  ChannelSettingsAnswer,
  DeliveryRow,
  PushesAnswer,
} from '../../../../shared/contract/channels';
import type { SheetPreview } from '../../../../shared/contract/channel-sheets';
import type { ColumnMapping } from '../../../../shared/domain/channel/column-mapping';
import { channelPolicySchema } from '../../../../shared/domain/channel/policy';
import type { ChannelId } from '../../../../shared/domain/ids';
import { show } from '../../../ui/screen.test-kit';
import { ChannelsPage } from './channels-page';
import { officeApi } from '../office-api';

const asked: { path: string; body: unknown }[] = [];
const original = globalThis.fetch;

const health: ChannelHealth = {
  channelId: 'shop' as ChannelId,
  name: 'The shop',
  kind: 'shopify',
  currency: 'GBP',
  canReceive: true,
  canSend: false,
  receivedAt: '2026-03-01T09:00:00.000Z',
  waiting: 2,
  quarantined: 1,
  pulledAt: null,
  pullError: null,
  stock: { waiting: 3, failing: 1, gaveUp: 0 },
  shipments: { waiting: 0, failing: 0, gaveUp: 1 },
  pushedAt: null,
};
const delivery: DeliveryRow = {
  deliveryId: 'd-1',
  source: 'webhook',
  topic: 'orders/create',
  receivedAt: '2026-03-01T09:00:00.000Z',
  state: 'quarantined',
  attempts: 1,
  number: '#1001',
  externalId: '1001',
  orderId: null,
  problems: [{ field: 'lines.0.sku', code: 'sku-unknown', values: { sku: 'SPOON' } }],
};
const pushes: PushesAnswer = {
  queue: [
    {
      id: 'q',
      kind: 'shipment',
      subject: '#1000',
      state: 'gave-up',
      attempts: 4,
      nextAt: '2026-03-01T09:00:00.000Z',
      error: 'shop.test answered 401',
    },
  ],
  log: [
    {
      pushId: 'p',
      kind: 'stock',
      subject: 'MUG',
      detail: '7',
      outcome: 'done',
      attempt: 1,
      status: null,
      answer: '7 at location 1',
      ms: 12,
      at: '2026-03-01T09:00:00.000Z',
    },
  ],
};
const settings: ChannelSettingsAnswer = {
  channelId: 'shop' as ChannelId,
  name: 'The shop',
  kind: 'shopify',
  currency: 'GBP',
  policy: channelPolicySchema.parse({}),
  fields: { baseUrl: 'https://shop.test' },
  secretsSet: ['webhookSecret'],
  connectors: [
    {
      kind: 'shopify',
      sends: true,
      fields: [
        { name: 'baseUrl', kind: 'url', neededTo: ['send'] },
        { name: 'webhookSecret', kind: 'secret', neededTo: ['receive'] },
        { name: 'somethingOfAPlugIn', kind: 'text', neededTo: [] },
      ],
    },
  ],
  warehouses: [
    { warehouseId: 'W1', name: 'Leeds' },
    { warehouseId: 'W2', name: 'Rotterdam' },
  ],
};

const unmapped: SheetPreview = {
  headings: ['PO', 'Item'],
  fields: [],
  mapping: { name: 'The shop', columns: { orderNumber: 'PO' }, decimal: '.', dates: 'iso', country: null },
  mappings: [],
  missing: ['sku'],
  rowsTotal: 2,
  rows: [{ rowNo: 2, cells: ['7', 'MUG'] }],
  ordersTotal: 2,
  ordersWithProblems: 1,
  orders: [
    {
      number: '7',
      rowNos: [3],
      lines: 1,
      problems: [{ field: 'lines.0.quantity', code: 'quantity-wrong', values: { quantity: '?' } }],
    },
  ],
};
let preview = unmapped;
/** What was asked of each file that was sent. */
const files: URLSearchParams[] = [];

beforeEach(() => {
  asked.splice(0);
  files.splice(0);
  preview = unmapped;
  globalThis.fetch = (async (url: URL, init: RequestInit) => {
    const { pathname, searchParams } = new URL(url);
    if (init.body instanceof File) files.push(searchParams);
    else if (init.method === 'POST') asked.push({ path: pathname, body: JSON.parse(init.body as string) });
    const answers: [RegExp, object][] = [
      [/\/health$|\/pull$/, { rows: [health] }],
      [/\/deliveries$/, { rows: [delivery], total: 1, cursor: null }],
      [/\/pushes$/, pushes],
      [/\/(retry|drop)$/, { changed: 1 }],
      [/\/sheets\/preview$/, preview],
      [/\/sheets$/, { orders: 2, fresh: 1 }],
      [/\/settings$|\/channels$/, settings],
    ];
    return new Response(JSON.stringify(answers.find(([fits]) => fits.test(pathname))?.[1] ?? {}), {
      status: 200,
    });
  }) as typeof fetch;
});
afterEach(() => {
  cleanup();
  globalThis.fetch = original;
});

const open = async (locale: 'en' | 'tr' = 'en') => {
  const shown = show(<ChannelsPage api={officeApi('http://head-office.test')} />, { locale });
  await waitFor(() => expect(screen.getByText('The shop')).toBeTruthy());
  await press('The shop');
  await waitFor(() => expect(screen.getByText('#1001')).toBeTruthy());
  await waitFor(() => expect(screen.getByDisplayValue('https://shop.test')).toBeTruthy());
  return shown;
};
const press = (name: string | RegExp) =>
  act(async () => void fireEvent.click(screen.getAllByRole('button', { name })[0] as HTMLElement));

describe('the channels page', () => {
  it.each([
    ['en', /Cannot be told/, /Nobody knows the product SPOON/, /Add the product/, 'given up'],
    ['tr', /Bildirilemiyor/, /SPOON ürünü bilinmiyor/, /Ürünü ekleyin/, 'vazgeçildi'],
  ] as const)(
    'says how a channel is, what was put aside and why: %s',
    async (locale, state, reason, remedy, gaveUp) => {
      const { missing } = await open(locale);
      for (const words of [state, reason, remedy, gaveUp])
        expect(screen.getAllByText(words).length).toBeGreaterThan(0);
      expect(screen.getByText('7 at location 1')).toBeTruthy();
      expect(missing).toEqual([]);
    },
  );

  it('tries again and drops what was put aside, and tries now what could not be told', async () => {
    await open();
    await press('Try again');
    await press('Drop');
    await press('Try now what could not be told');
    await press('Ask for missed orders');
    expect(asked).toEqual([
      { path: '/v1/channels/shop/deliveries/retry', body: { deliveryIds: ['d-1'] } },
      { path: '/v1/channels/shop/deliveries/drop', body: { deliveryIds: ['d-1'] } },
      { path: '/v1/channels/shop/pushes/retry', body: {} },
      { path: '/v1/channels/shop/pull', body: {} },
    ]);
  });

  it('saves what was agreed; a secret is sent when it is typed, and never shown', async () => {
    await open();
    expect(screen.getByLabelText(/signed with/).getAttribute('type')).toBe('password');
    expect(screen.getByLabelText('somethingOfAPlugIn')).toBeTruthy();
    fireEvent.click(screen.getByLabelText('Rotterdam'));
    fireEvent.click(screen.getByLabelText('Tell it what can be sold'));
    fireEvent.change(screen.getByLabelText(/signed with/), { target: { value: 'hush' } });
    fireEvent.change(screen.getByLabelText(/SKU \(empty/), { target: { value: 'MUG' } });
    await press('Add a rule');
    fireEvent.change(screen.getByLabelText('MUG Units kept for it'), { target: { value: '12' } });
    await press('Save');
    expect(asked).toMatchObject([
      {
        path: '/v1/channels/shop/settings',
        body: {
          policy: {
            warehouseIds: ['W2'],
            pushStock: true,
            stockRules: [{ sku: 'MUG', keepUnits: 12, keepPercent: 0, mostUnits: null }],
          },
          fields: { baseUrl: 'https://shop.test' },
          secrets: { webhookSecret: 'hush' },
        },
      },
    ]);
  });

  it.each([
    [
      'en',
      'Order 7, row 3:',
      'Choose a column for: SKU',
      'Take these orders',
      /2 orders sent, 1 of them new/,
    ],
    [
      'tr',
      'Sipariş 7, satır 3:',
      'Şunlar için sütun seçin: Stok kodu',
      'Bu siparişleri al',
      /2 sipariş gönderildi, 1 tanesi yeni/,
    ],
  ] as const)(
    'shows a sheet, asks for what is missing, and takes it: %s',
    async (locale, problem, missing, take, taken) => {
      const shown = await open(locale);
      const file = new File(['PO;Item'], 'orders.csv');
      await act(
        async () => void fireEvent.change(screen.getByLabelText(/\.xlsx/), { target: { files: [file] } }),
      );
      await waitFor(() => expect(screen.getByText(new RegExp(problem))).toBeTruthy());
      expect(screen.getByRole('alert').textContent).toBe(missing);
      expect(screen.getByRole('button', { name: take }).hasAttribute('disabled')).toBe(true);
      preview = {
        ...preview,
        missing: [],
        mapping: { ...preview.mapping, columns: { orderNumber: 'PO', sku: 'Item', quantity: 'Item' } },
      };
      const column = screen.getByLabelText(/^(SKU|Stok kodu) \*/);
      await act(async () => void fireEvent.change(column, { target: { value: 'Item' } }));
      await waitFor(() =>
        expect(screen.getByRole('button', { name: take }).hasAttribute('disabled')).toBe(false),
      );
      await press(take);
      await waitFor(() => expect(screen.getByText(taken)).toBeTruthy());
      const sent = files.map((query) => JSON.parse(query.get('mapping') ?? 'null') as ColumnMapping | null);
      expect(sent.map((mapping) => mapping?.columns)).toEqual([
        undefined,
        { orderNumber: 'PO', sku: 'Item' },
        { orderNumber: 'PO', sku: 'Item', quantity: 'Item' },
      ]);
      expect(shown.missing).toEqual([]);
    },
  );

  it('adds a channel', async () => {
    await open();
    await press('Add a channel');
    fireEvent.change(screen.getAllByLabelText('Name')[0] as HTMLElement, { target: { value: 'Second' } });
    fireEvent.change(screen.getByLabelText(/^Id/), { target: { value: 'second' } });
    fireEvent.change(screen.getByLabelText(/Currency/), { target: { value: 'try' } });
    await press('Save');
    expect(asked).toEqual([
      {
        path: '/v1/channels',
        body: { channelId: 'second', name: 'Second', kind: 'shopify', currency: 'TRY' },
      },
    ]);
  });
});
