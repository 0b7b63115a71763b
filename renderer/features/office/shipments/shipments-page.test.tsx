import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { ManifestRow, RatesResponse, ShipmentRow } from '../../../../shared/contract/shipments';
import { show } from '../../../ui/screen.test-kit';
import type { OfficeApi } from '../office-api';
import { RatesTable } from './rates-table';
import { ManifestsPanel } from './manifests-panel';
import { ShipmentPanel } from './shipment-panel';
import { ShipmentsPage } from './shipments-page';

afterEach(cleanup);

const row: ShipmentRow = {
  parcelId: '018f0000-0000-7000-8000-000000000001',
  orderId: '018f0000-0000-7000-8000-000000000002',
  orderNumber: '1042',
  boxNumber: 1,
  warehouseId: 'W1',
  carrierId: 'EASY',
  carrierName: 'Easy',
  serviceName: 'Tracked48',
  countryCode: 'GB',
  state: 'bought',
  tracking: 'in-transit',
  trackingNumber: 'EZ1',
  trackingUrl: null,
  labelUrl: 'https://labels.example/1',
  pagePath: '/t/abc',
  amountMinor: 338,
  currency: 'GBP',
  voidUntil: '2026-04-01T10:00:00.000Z',
  mayBeVoid: true,
  trouble: null,
  promisedFor: '2026-03-04',
  eta: '2026-03-04',
  isLate: true,
  outcome: null,
  handedOverAt: null,
};

const manifest: ManifestRow = {
  manifestId: '018f0000-0000-7000-8000-000000000003',
  state: 'open',
  number: 'W1-EASY-2026-03-02-1',
  warehouseId: 'W1' as ManifestRow['warehouseId'],
  carrierId: 'EASY' as ManifestRow['carrierId'],
  carrierName: 'Easy',
  day: '2026-03-02',
  parcels: [
    {
      parcelId: row.parcelId as ManifestRow['parcels'][number]['parcelId'],
      orderNumber: '1042',
      boxNumber: 1,
      trackingNumber: 'EZ1',
      weightGrams: 1200,
      countryCode: 'GB',
      serviceName: 'Tracked48',
      handedOverAt: null,
    },
  ],
  closedAt: null,
  closedBy: null,
  carrierUrl: null,
};

const rates: RatesResponse = {
  promisedFor: '2026-03-04',
  compared: null,
  offers: [
    {
      carrierName: 'Easy',
      serviceId: 'a',
      serviceName: 'Tracked48',
      amountMinor: 338,
      currency: 'GBP',
      costMinor: 338,
      days: 2,
      arrives: '2026-03-04',
      source: 'asked',
      askedAt: '2026-03-02T10:00:00.000Z',
      isChosen: true,
      reason: { code: 'cheapest-in-time', values: { savedMinor: 112, over: 'Post Standard' } },
    },
    {
      carrierName: 'Post',
      serviceId: 'b',
      serviceName: 'Standard',
      amountMinor: 450,
      currency: 'GBP',
      costMinor: 450,
      days: 3,
      arrives: '2026-03-05',
      source: 'own',
      askedAt: '2026-03-02T10:00:00.000Z',
      isChosen: false,
      reason: { code: 'too-late', values: { promisedFor: '2026-03-04' } },
    },
  ],
  silent: [{ carrierName: 'Van', code: 'no-answer' }],
};

/** Head office's door with one shipment; writes down what it is asked. */
function door(shipment: ShipmentRow = row) {
  const asked: string[] = [];
  const did = async (what: string) => {
    asked.push(what);
    return { ok: true as const, value: { ...shipment, events: [], spent: [] } };
  };
  const api = {
    shipments: async () => ({ ok: true as const, value: { rows: [shipment], total: 1, cursor: null } }),
    rates: async () => ({ ok: true as const, value: rates }),
    voidLabel: () => did('void'),
    buyLabel: () => did('buy'),
    declareLost: () => did('lost'),
    typeNumber: (_parcelId: string, number: string) => did(`number ${number}`),
    manifests: async () => ({ ok: true as const, value: { rows: [manifest], total: 1, cursor: null } }),
    openManifest: async () => ({ ok: true as const, value: manifest }),
    closeManifest: async () => ({
      ok: false as const,
      failure: { code: 'manifest-not-scanned', message: '1 boxes were not scanned', values: {} },
    }),
    pageAt: (path: string) => `https://office.example${path}`,
  };
  return { asked, api: api as unknown as OfficeApi };
}

describe.each(['en', 'tr'] as const)('shipments in %s', (locale) => {
  it('have words for everything they show', async () => {
    const { missing } = show(<ShipmentsPage api={door().api} />, { locale });
    await screen.findByText(/W1-EASY-2026-03-02-1/);
    show(<RatesTable api={door().api} parcelId={row.parcelId} number="1042" />, { locale });
    await screen.findByText('Post Standard');
    expect(missing).toEqual([]);
  });
});

describe('one shipment', () => {
  it('is void at the second press, not the first', async () => {
    const { api, asked } = door();
    show(<ShipmentPanel api={api} row={row} onChanged={() => undefined} onClose={() => undefined} />, {
      locale: 'en',
    });
    fireEvent.click(screen.getByText('Void'));
    expect(asked).toEqual([]);
    fireEvent.click(screen.getByText('Void EZ1? Press again.'));
    await screen.findByText('Void');
    expect(asked).toEqual(['void']);
    expect(screen.getByText('Customer page').getAttribute('href')).toBe('https://office.example/t/abc');
    expect(screen.queryByText('Declare lost')).toBeNull();
    expect(screen.queryByText('Try again')).toBeNull();
  });

  it('takes a number when it has none, and offers what can be done', async () => {
    const { api, asked } = door();
    const planned: ShipmentRow = {
      ...row,
      state: 'failed',
      trackingNumber: null,
      mayBeVoid: false,
      trouble: 'ADDRESS: no such street',
    };
    show(<ShipmentPanel api={api} row={planned} onChanged={() => undefined} onClose={() => undefined} />, {
      locale: 'en',
    });
    expect(screen.getByRole('status').textContent).toBe('Easy: ADDRESS: no such street');
    expect(screen.queryByText('Void')).toBeNull();
    fireEvent.change(screen.getByLabelText('Tracking number'), { target: { value: 'TF1234' } });
    fireEvent.click(screen.getByText('Save the number'));
    fireEvent.click(screen.getByText('Try again'));
    expect(asked).toEqual(['number TF1234', 'buy']);
  });

  it('shows prices with why, in money', async () => {
    show(<RatesTable api={door().api} parcelId={row.parcelId} number="1042" />, { locale: 'en' });
    const first = (await screen.findByText('Easy Tracked48')).closest('tr') as HTMLElement;
    expect(within(first).getByText('Cheapest in time: £1.12 less than Post Standard')).toBeTruthy();
    expect(first.getAttribute('aria-current')).toBe('true');
    expect(screen.getByText('Van gave no price: no-answer')).toBeTruthy();
  });
});

describe('pickup lists', () => {
  it('say why they cannot be closed, and are printed', async () => {
    show(<ManifestsPanel api={door().api} rows={[row]} />, { locale: 'en' });
    expect(await screen.findByText('0 of 1 scanned, 1.20 kg')).toBeTruthy();
    fireEvent.click(screen.getByText('Close'));
    expect((await screen.findByRole('alert')).textContent).toContain('not scanned');
    fireEvent.click(screen.getByText('Print'));
    expect(screen.getByText(/Driver, time, signature/)).toBeTruthy();
  });
});
