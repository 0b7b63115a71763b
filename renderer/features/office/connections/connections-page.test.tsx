// Webhooks and keys at the wire: a secret is shown once and goes, what was missed is sent again, a key opens what is ticked.
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ApiKeyRow } from '../../../../shared/contract/api-keys';
import type { WebhookRow } from '../../../../shared/contract/webhooks';
import { show } from '../../../ui/screen.test-kit';
import { answering, by, type Sent } from '../office-answers.test-kit';
import { officeApi } from '../office-api';
import { ConnectionsPage } from './connections-page';

const webhookId = '0191d2f4-5a3c-7000-8000-000000000001';
const deliveryId = '0191d2f4-5a3c-7000-8000-000000000002';
const webhook: WebhookRow = {
  webhookId,
  name: 'Books',
  url: 'https://books.example/hook',
  types: ['order.*'],
  version: '1',
  personal: false,
  state: 'stopped',
  why: 'failing',
  failures: 3,
  pausedUntil: null,
  deliveredAt: null,
  waiting: 0,
  secrets: 2,
  createdAt: '2026-03-01T09:00:00.000Z',
};
const key: ApiKeyRow = {
  keyId: '0123456789ab',
  name: 'ERP',
  scopes: ['orders:read'],
  perMinute: 600,
  createdAt: '2026-03-01T09:00:00.000Z',
  createdBy: 'Berrin',
  usedAt: null,
  revokedAt: null,
};
const delivery = {
  deliveryId,
  type: 'order.placed',
  subject: '1042',
  state: 'gave-up',
  attempts: 9,
  createdAt: '2026-03-01T09:00:00.000Z',
  doneAt: '2026-03-04T09:00:00.000Z',
  status: 503,
  answer: 'no room',
};
const tried = {
  attempt: 1,
  at: '2026-03-01T09:00:01.000Z',
  sent: { 'webhook-id': deliveryId },
  status: 503,
  answer: 'no room',
  ms: 12,
};

let sent: Sent[] = [];

async function open(locale: 'en' | 'tr' = 'en') {
  sent = answering([
    [/^GET .*\/deliveries\/.+/, { delivery, body: '{"type":"order.placed"}', tries: [tried] }],
    [/^GET .*\/deliveries$/, { rows: [delivery], total: 1, cursor: null }],
    [/^GET \/v1\/webhooks$/, { rows: [webhook], events: ['order.placed', 'stock.level'] }],
    [/^GET \/v1\/api-keys$/, { rows: [key] }],
    [/rotate$|^POST \/v1\/webhooks$/, { webhook, secret: 'whsec_abc' }],
    [/^POST \/v1\/api-keys$/, { row: key, key: 'wbk_secret' }],
    [/revoke$/, { rows: [] }],
    [/ping$|resend$/, { changed: 1 }],
    [/^POST \/v1\/webhooks\//, { rows: [webhook], events: [] }],
  ]);
  const shown = show(
    <ConnectionsPage api={officeApi('http://head-office.test')} id={null} open={() => undefined} />,
    { locale },
  );
  await waitFor(() => expect(screen.getByRole('button', { name: 'Books' })).toBeTruthy());
  return shown;
}
const press = async (name: string | RegExp): Promise<void> =>
  act(async () => void fireEvent.click(screen.getByRole('button', { name })));
const type = (label: string | RegExp, value: string): void =>
  void fireEvent.change(screen.getByLabelText(label), { target: { value } });
async function answer(label: string): Promise<void> {
  const form = screen.getByRole('form', { name: label });
  fireEvent.change(screen.getByLabelText('Badge'), { target: { value: by.badge } });
  fireEvent.change(screen.getByLabelText('PIN'), { target: { value: by.pin } });
  await act(async () => void fireEvent.submit(form));
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('webhooks', () => {
  it.each([
    ['en', 'Webhooks and keys', /stopped: it took nothing for days/, 'never'],
    ['tr', 'Webhook’lar ve anahtarlar', /durduruldu: günlerdir hiçbir şey almadı/, 'hiç'],
  ] as const)('are told with how they are: %s', async (locale, title, state, never) => {
    const shown = await open(locale);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(title);
    expect(screen.getByText(state)).toBeTruthy();
    expect(screen.getByText(never)).toBeTruthy();
    expect(shown.missing).toEqual([]);
  });

  it('are added with badge and PIN; the secret is shown once and goes with a click', async () => {
    await open();
    await press('Add a webhook');
    fireEvent.change(screen.getAllByLabelText('Name')[0] as HTMLElement, { target: { value: 'Till' } });
    type('Address (https)', 'https://till.example/');
    type(/^Told of/, 'order.held, stock.*');
    fireEvent.click(screen.getByLabelText(/names and addresses/));
    await press('Save');
    await answer('Save');
    expect(sent).toEqual([
      {
        path: '/v1/webhooks',
        body: {
          name: 'Till',
          url: 'https://till.example/',
          types: ['order.held', 'stock.*'],
          personal: true,
          by,
        },
      },
    ]);
    expect((screen.getByLabelText('Secret') as HTMLInputElement).value).toBe('whsec_abc');
    await press('I have it');
    expect(screen.queryByLabelText('Secret')).toBeNull();
  });

  it('show what they missed with every try, and send it again', async () => {
    await open();
    await press('Books');
    await waitFor(() => expect(screen.getByText('given up')).toBeTruthy());
    await press(/send again what was missed/i);
    const row = screen.getByText('given up').closest('tr');
    await act(async () => void fireEvent.click(row?.querySelector('button') as Element));
    await waitFor(() => expect(screen.getByText(/webhook-id: /)).toBeTruthy());
    expect(screen.getByText('{"type":"order.placed"}')).toBeTruthy();
    await press('Send a test');
    await press('New secret');
    await answer('New secret');
    expect(sent).toEqual([
      { path: `/v1/webhooks/${webhookId}/resend`, body: { deliveryIds: [deliveryId] } },
      { path: `/v1/webhooks/${webhookId}/ping`, body: {} },
      { path: `/v1/webhooks/${webhookId}/rotate`, body: { by } },
    ]);
  });
});

describe('keys', () => {
  it('are made for what is ticked, shown once, and taken back', async () => {
    await open();
    const named = screen.getAllByLabelText('Name').at(-1) as HTMLElement;
    fireEvent.change(named, { target: { value: 'ERP' } });
    fireEvent.click(screen.getByLabelText('send and cancel orders'));
    await press('Make the key');
    await answer('Make the key');
    expect((screen.getByLabelText('Secret') as HTMLInputElement).value).toBe('wbk_secret');
    await press('Take back');
    await answer('Take back');
    expect(sent).toEqual([
      {
        path: '/v1/api-keys',
        body: { name: 'ERP', scopes: ['orders:read', 'orders:write'], perMinute: 600, by },
      },
      { path: '/v1/api-keys/0123456789ab/revoke', body: { by } },
    ]);
  });
});
