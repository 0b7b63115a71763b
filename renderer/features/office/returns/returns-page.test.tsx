// The page Returns against head office's answers at the wire: what it shows in both languages, and what a desk sends by
// scanner and keyboard alone.
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownCode } from '../../../../shared/barcode/own-code';
import type { PhotoRow } from '../../../../shared/contract/photos';
import type { ReturnDeskPage, ReturnProposal } from '../../../../shared/contract/returns';
import { decideReturn } from '../../../../shared/domain/returns/decide';
import { evolveReturn } from '../../../../shared/domain/returns/evolve';
import type { GoodsReturn, ReturnCommand } from '../../../../shared/domain/returns/goods-return';
import { defaultReturnPolicy } from '../../../../shared/domain/returns/policy';
import { photoHashSchema } from '../../../../shared/domain/photo/photo';
import { dispose, returnIn } from '../../../../shared/domain/returns/return-table.test-kit';
import { show } from '../../../ui/screen.test-kit';
import { officeApi } from '../office-api';
import { createPageScans, PageScansContext } from '../page-scans';
import { ReturnsPage } from './returns-page';

const asked: { path: string; body: unknown }[] = [];
const original = globalThis.fetch;
let found: GoodsReturn;
let isMoneyElsewhere: boolean;
let photos: PhotoRow[];

const mugCode = '05012345678900';
const orderId = '00000001-0000-7000-8000-000000000001';
const page = (): ReturnDeskPage => ({
  choices: [],
  order: {
    orderId: orderId as GoodsReturn['orderId'],
    number: '1042',
    channelId: 'web',
    customer: 'Ann',
    placedAt: '2026-01-05T10:00:00.000Z',
    currency: 'GBP',
  },
  lines: [
    {
      lineNo: 1,
      sku: 'MUG' as never,
      name: 'A mug',
      unitPriceMinor: 500,
      codes: [mugCode],
      shipped: 5,
      left: 3,
      deliveredAt: null,
      why: 'too-late',
      until: '2026-02-05',
      rule: null,
    },
  ],
  returns: [found],
  returnId: found.returnId,
});
const proposal = (): ReturnProposal => ({
  currency: 'GBP',
  rows: [
    {
      lineNo: 1,
      name: 'A mug',
      quantity: 1,
      goodsMinor: 500,
      discountMinor: 50,
      postageMinor: 0,
      feeMinor: 45,
      wayBackMinor: 0,
      amountMinor: 405,
    },
  ],
  wayBackMinor: 0,
  amountMinor: 405,
  refundableMinor: 2000,
  isMoneyElsewhere,
});
const goods = [
  { sku: 'LAMP', name: 'A lamp', priceMinor: 705, currency: 'GBP', codes: ['LAMP-1'], available: 4 },
  { sku: 'DEAR', name: 'A lamp in euros', priceMinor: 1, currency: 'EUR', codes: [], available: 4 },
];

function tell(command: ReturnCommand): void {
  const decision = decideReturn(found, command);
  if (!decision.ok) throw new Error(decision.refusal.code);
  found = decision.events.reduce(evolveReturn, found);
}

function answerTo(path: string): unknown {
  if (path.startsWith('/v1/return-desk')) return page();
  if (path.startsWith('/v1/return-goods')) return { rows: goods };
  if (path.startsWith('/v1/return-policy/preview'))
    return {
      order: {
        number: '1042',
        lines: [
          {
            name: 'A mug',
            rule: 'Mugs',
            why: null,
            until: '2026-02-05',
            feePercent: 10,
            customerPaysPostage: false,
          },
        ],
      },
      lines: 40,
      mayNow: 20,
      mayThen: 30,
    };
  if (path === '/v1/return-policy') return { version: 3, changedAt: null, policy: defaultReturnPolicy };
  if (path === '/v1/return-providers')
    return {
      rows: [{ providerId: 'own', kind: 'own', name: 'Own', settings: {}, inUse: true, secretsSet: [] }],
      kinds: ['own', 'carrier', 'http'],
    };
  if (path.endsWith('/proposal')) return proposal();
  if (path.endsWith('/receive')) return { return: found, helped: [] };
  if (path.endsWith('/dispose')) return { return: found, helped: ['1077'] };
  if (path === '/v1/photos') return { photos };
  if (path.startsWith('/v1/returns?')) return { rows: [], total: 0, cursor: null };
  return found;
}

beforeEach(() => {
  asked.length = 0;
  isMoneyElsewhere = false;
  photos = [];
  found = returnIn('received') as GoodsReturn;
  globalThis.fetch = async (url, init) => {
    const { pathname, search } = new URL(url instanceof Request ? url.url : url);
    asked.push({
      path: pathname + search,
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : null,
    });
    return new Response(
      JSON.stringify(answerTo(pathname + (pathname.endsWith('/returns') ? search || '?' : ''))),
      {
        headers: { 'content-type': 'application/json' },
      },
    );
  };
});
afterEach(() => {
  cleanup();
  globalThis.fetch = original;
});

const scans = createPageScans();
const scan = (text: string): Promise<void> =>
  act(async () => {
    expect(scans.give(text)).toBe(true);
    await Promise.resolve();
  });
const open = (locale: 'en' | 'tr' = 'en') =>
  show(
    <PageScansContext value={scans}>
      <ReturnsPage api={officeApi('http://office.test')} id={null} open={() => undefined} />
    </PageScansContext>,
    { locale },
  );
const sent = (path: string) => asked.find((each) => each.path.endsWith(path))?.body;

describe.each(['en', 'tr'] as const)('the page in %s', (locale) => {
  it('has words for everything it shows', async () => {
    const { missing } = open(locale);
    await scan('1042');
    await screen.findByText('Ann');
    for (const [index, wait] of [
      [1, () => screen.findByRole('grid')],
      [
        2,
        () =>
          screen.findByRole('option', { name: locale === 'en' ? 'A returns service' : 'Bir iade hizmeti' }),
      ],
    ] as const) {
      const tab = within(screen.getAllByRole('navigation')[0] as HTMLElement).getAllByRole('button')[index];
      fireEvent.click(tab as HTMLElement);
      await wait();
    }
    expect(missing).toEqual([]);
  });
});

describe('the desk', () => {
  it('counts what is scanned, takes it in with Enter, and names who did', async () => {
    open();
    await scan(ownCode('badge', 'P1'));
    await scan(ownCode('return', found.number));
    await screen.findByText('Ann');
    expect(asked[0]?.path).toContain('/v1/return-desk?code=WBR');
    await scan('5012345678900');
    await scan('5012345678900');
    expect((await screen.findByLabelText('Counted of A mug')).getAttribute('value')).toBe('2');
    fireEvent.submit(screen.getByLabelText('Scan or type what is on the box').closest('form') as HTMLElement);
    await screen.findByText(/2 units taken in/);
    expect(sent('/receive')).toMatchObject({
      badge: 'P1',
      units: [{ lineNo: 1, sku: 'MUG', quantity: 2 }],
      act: expect.any(String),
    });
  });

  it('puts a unit on the shelf whose code is scanned, and says who waited for it', async () => {
    open();
    await scan(ownCode('badge', 'P1'));
    await scan('1042');
    await screen.findByText('What becomes of it');
    await scan(ownCode('location', 'A-04-2'));
    expect((await screen.findByLabelText('Bin for A mug')).getAttribute('value')).toBe('A-04-2');
    fireEvent.submit(screen.getByLabelText('Scan or type what is on the box').closest('form') as HTMLElement);
    await screen.findByText(/have it now: 1077/);
    expect(sent('/dispose')).toMatchObject({
      disposition: 'restock',
      locationId: 'A-04-2',
      quantity: 1,
      from: null,
    });
  });

  it('says what is not of the order, and a code nobody can read is a stop', async () => {
    open();
    await scan('1042');
    await screen.findByText('Ann');
    await scan('5012345678900');
    goods[0] = { ...(goods[0] as (typeof goods)[number]), codes: ['04006381333931'] };
    await scan('4006381333931');
    expect(await screen.findByText('A lamp is not of this order; it is counted apart.')).toBeTruthy();
    await scan('WBRAAA');
    expect((await screen.findByRole('alert')).textContent).toContain('read');
  });

  it('shows the arithmetic and asks for the money in somebody’s name', async () => {
    open();
    await scan('1042');
    const panel = await screen.findByRole('region', { name: 'Money or exchange' });
    expect(panel.textContent).toContain('-£0.50');
    expect(panel.textContent).toContain('-£0.45');
    fireEvent.change(within(panel).getByLabelText('Amount to give back'), { target: { value: '9' } });
    expect(within(panel).getByText('Ask for the money').hasAttribute('disabled')).toBe(true);
    fireEvent.change(within(panel).getByLabelText('Amount to give back'), { target: { value: '4,00' } });
    fireEvent.click(within(panel).getByText('Ask for the money'));
    const form = screen.getByRole('form', { name: 'Ask for the money' });
    fireEvent.change(within(form).getByLabelText('Badge'), { target: { value: 'C1' } });
    fireEvent.change(within(form).getByLabelText('PIN'), { target: { value: '13579' } });
    fireEvent.submit(form);
    await waitFor(() =>
      expect(sent('/refund')).toMatchObject({
        amountMinor: 400,
        lines: [{ lineNo: 1, quantity: 1 }],
        by: { badge: 'C1', pin: '13579' },
      }),
    );
  });

  it('exchanges for goods of the same currency and says who pays what', async () => {
    open();
    await scan('1042');
    const search = await screen.findByLabelText('Exchange for: code, SKU or name');
    fireEvent.change(search, { target: { value: 'lamp' } });
    fireEvent.submit(search.closest('form') as HTMLElement);
    fireEvent.click(await screen.findByText(/LAMP · A lamp/));
    expect(screen.queryByText(/in euros/)).toBeNull();
    expect(await screen.findByText('The customer pays £3.00')).toBeTruthy();
  });

  it('gives no money back that the shop has', async () => {
    isMoneyElsewhere = true;
    open();
    await scan('1042');
    expect(await screen.findByText(/The shop has the money/)).toBeTruthy();
    expect(screen.queryByText('Ask for the money')).toBeNull();
  });

  it('shows what was decided, and is finished when all is', async () => {
    tell(dispose({ disposition: 'scrap', locationId: null, note: 'cracked' }));
    open();
    await scan('1042');
    expect(await screen.findByText(/Scrap · cracked/)).toBeTruthy();
    expect(screen.getByText('1 unit of A mug not here yet')).toBeTruthy();
    fireEvent.click(screen.getByText('Nothing more comes'));
    await waitFor(() => expect(sent('/end')).toMatchObject({ how: 'close' }));
  });
});

describe('photographs', () => {
  it.each([
    ['en', 'A mug, as the bench saw it', 'The return as it came:'],
    ['tr', 'A mug, masanın gördüğü haliyle', 'Geldiği haliyle iade:'],
  ] as const)('of the units and of the parcel stand with the return (%s)', async (locale, alt, whole) => {
    URL.createObjectURL = () => 'blob:photo';
    URL.revokeObjectURL = () => undefined;
    const [ofMug, ofParcel] = ['ab'.repeat(32), 'cd'.repeat(32)].map((hash) => photoHashSchema.parse(hash));
    const seen = [
      {
        act: '00000001-0000-7000-8000-000000000009',
        condition: 'damaged' as const,
        quantity: 1,
        note: '',
        photos: [ofMug ?? ''],
        by: 'P1',
        at: '2026-01-06T10:00:00.000Z',
      },
    ];
    found = { ...found, lines: found.lines.map((line) => ({ ...line, seen })) };
    photos = [ofMug, ofParcel].map((hash, index) => ({
      subject: { kind: 'return', id: found.returnId },
      hash: hash ?? null,
      state: index === 0 ? 'stored' : 'awaited',
      at: `2026-01-06T10:0${index}:00.000Z`,
      person: 'Ayşe',
      station: 'Bench 3',
    }));
    const { missing } = open(locale);
    await scan('1042');
    expect((await screen.findByRole('img', { name: alt })).getAttribute('src')).toBe('blob:photo');
    expect(screen.getByText(new RegExp(`^${whole} Ayşe, Bench 3`))).toBeTruthy();
    expect(asked.some(({ path }) => path === `/v1/photos?kind=return&id=${found.returnId}`)).toBe(true);
    // Only what is there is fetched.
    expect(asked.filter(({ path }) => path.startsWith('/v1/photos/')).map(({ path }) => path)).toEqual([
      `/v1/photos/${ofMug}`,
    ]);
    expect(missing).toEqual([]);
  });
});

describe('the terms', () => {
  it('are tried before they are set', async () => {
    open();
    fireEvent.click(screen.getByText('Terms'));
    fireEvent.change(await screen.findByLabelText('Days after delivery (0: final sale)'), {
      target: { value: '60' },
    });
    fireEvent.click(screen.getByText('Add a rule'));
    fireEvent.change(screen.getByLabelText('Name', { selector: 'fieldset input' }), {
      target: { value: 'Mugs' },
    });
    fireEvent.click(screen.getByText('What it means'));
    expect((await screen.findByRole('status')).textContent).toContain('20 may come back now and 30');
    expect(sent('/preview')).toMatchObject({ policy: { usual: { days: 60 }, rules: [{ name: 'Mugs' }] } });
  });
});
