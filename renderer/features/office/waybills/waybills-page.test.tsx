// The page of official waybills: what was decided for a site, and a waybill with its answer, by keys.
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WaybillRow, WaybillSite } from '../../../../shared/contract/waybills';
import { show } from '../../../ui/screen.test-kit';
import { Signing } from '../money/signing';
import { useSigned } from '../money/use-signed';
import { WaybillView } from './waybill-view';
import { type WaybillsApi, WaybillsPage } from './waybills-page';

afterEach(cleanup);
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const by = { badge: 'M1', pin: null };
const at = '2026-03-02T10:00:00.000Z';
const site: WaybillSite = { warehouseId: 'W1', name: 'Depo', rules: null, changedAt: null, changedBy: null };
const row: WaybillRow = {
  waybillId: '01890000-0000-7000-8000-000000000001',
  number: 'IRS2026000000001',
  warehouseId: 'W1',
  orderId: '01890000-0000-7000-8000-000000000002',
  orderNumber: '1042',
  boxNumber: 1,
  issuedAt: at,
  state: 'handed',
  transmitter: 'by-hand',
  transmittedAt: null,
  reference: null,
  trouble: null,
};

function door() {
  const calls: [string, ...unknown[]][] = [];
  const sites = { sites: [site], transmitters: ['by-hand' as const] };
  const api: WaybillsApi = {
    waybillSites: async () => ({ ok: true, value: sites }),
    saveWaybillRules: async (...asked) => {
      calls.push(['save', ...asked]);
      return { ok: true, value: sites };
    },
    waybills: async () => ({ ok: true, value: { rows: [row], total: 1, cursor: null } }),
    waybillFile: async () => ({
      ok: true,
      value: { fileName: 'IRS2026000000001.xml', xml: '<DespatchAdvice/>' },
    }),
    answerWaybill: async (...asked) => {
      calls.push(['answer', ...asked]);
      return { ok: true, value: { ...row, state: asked[1].state } };
    },
    retryWaybill: async (...asked) => {
      calls.push(['retry', ...asked]);
      return { ok: true, value: { ...row, state: 'waiting' } };
    },
  };
  return { calls, api };
}

function page(locale: 'en' | 'tr') {
  const { api, calls } = door();
  return { calls, ...show(<WaybillsPage api={api} />, { locale }) };
}

/** One of the list, as Enter opens it. */
function Opened({ api, shown }: { api: WaybillsApi; shown: WaybillRow }): ReactNode {
  const signed = useSigned();
  return (
    <>
      <Signing signed={signed} />
      <WaybillView api={api} row={shown} signed={signed} onDone={() => undefined} onClose={() => undefined} />
    </>
  );
}

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
async function sign(): Promise<void> {
  const badge = await screen.findByLabelText(/badge|rozet/i);
  type(badge, 'M1');
  fireEvent.submit(badge.closest('form') as HTMLFormElement);
}

describe('the page of e-waybills', () => {
  it.each([
    [
      'en',
      'E-waybills',
      'nothing decided yet: boxes leave without',
      'Decide for Depo',
      'Save what was decided',
    ],
    [
      'tr',
      'E-irsaliyeler',
      'henüz karar verilmedi: koliler irsaliyesiz çıkar',
      'Depo için karar ver',
      'Kararı kaydet',
    ],
  ] as const)('takes what was decided for a site, in %s', async (locale, title, undecided, decide, save) => {
    const { calls, missing } = page(locale);
    expect(await screen.findByRole('heading', { level: 1, name: new RegExp(title) })).toBeTruthy();
    expect(await screen.findByText(undecided, { exact: false })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: decide }));
    const form = await screen.findByRole('form', { name: decide });
    const fields = within(form).getAllByRole('textbox');
    const values = [
      'IRS',
      'Ev A.Ş.',
      '1234567890',
      'Kadıköy',
      'Moda Cd. 1',
      'Kadıköy',
      'İstanbul',
      '34710',
      'PTT 7320068060',
    ];
    expect(fields).toHaveLength(values.length);
    fields.forEach((field, index) => type(field, values[index] ?? ''));
    type(within(form).getAllByRole('combobox')[0] as HTMLElement, 'printed-note');
    fireEvent.click(within(form).getByRole('button', { name: save }));
    await sign();
    await waitFor(() => expect(calls).toHaveLength(1));
    expect(calls[0]).toMatchObject([
      'save',
      'W1',
      {
        isOn: true,
        fallback: 'printed-note',
        transmitter: 'by-hand',
        series: 'IRS',
        sender: { taxNumber: '1234567890', postcode: '34710' },
        carriers: [{ carrierId: 'PTT', taxNumber: '7320068060' }],
      },
      { badge: 'M1', pin: null },
    ]);
    expect(missing).toEqual([]);
  });

  it('takes the answer of the authority where somebody tells it', async () => {
    const { api, calls } = door();
    show(<Opened api={api} shown={row} />, { locale: 'en' });
    type(await screen.findByLabelText('What the authority calls it'), 'GIB-7');
    fireEvent.click(screen.getByRole('button', { name: 'It is transmitted' }));
    await sign();
    await waitFor(() =>
      expect(calls).toMatchObject([
        ['answer', row.waybillId, { state: 'transmitted', reference: 'GIB-7' }, by],
      ]),
    );
  });

  it('sends a refused one again, and no other', async () => {
    const { api, calls } = door();
    show(<Opened api={api} shown={row} />, { locale: 'en' });
    expect(screen.queryByRole('button', { name: 'Send it again' })).toBeNull();
    cleanup();
    const refused = { ...row, state: 'refused', trouble: '1195: no such taxpayer' } as const;
    show(<Opened api={api} shown={refused} />, { locale: 'en' });
    expect(screen.getByText(/no such taxpayer/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Send it again' }));
    await sign();
    await waitFor(() => expect(calls).toEqual([['retry', row.waybillId, by]]));
  });
});
