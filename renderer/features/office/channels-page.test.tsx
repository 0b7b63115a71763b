// The channels page against head office's answers at the wire: what it shows, what it sends, and that a secret does not stay.
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  ChannelHealth,
  ChannelSettingsAnswer,
  DeliveryRow,
  PushesAnswer,
} from '../../../shared/contract/channels';
import { channelPolicySchema } from '../../../shared/domain/channel/policy';
import type { ChannelId } from '../../../shared/domain/ids';
import { show } from '../../ui/screen.test-kit';
import { ChannelsPage } from './channels-page';
import { officeApi } from './office-api';

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

beforeEach(() => {
  asked.splice(0);
  globalThis.fetch = (async (url: URL, init: RequestInit) => {
    const { pathname } = new URL(url);
    if (init.method === 'POST') asked.push({ path: pathname, body: JSON.parse(init.body as string) });
    const answers: [RegExp, object][] = [
      [/\/health$|\/pull$/, { rows: [health] }],
      [/\/deliveries$/, { rows: [delivery], total: 1, cursor: null }],
      [/\/pushes$/, pushes],
      [/\/(retry|drop)$/, { changed: 1 }],
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
