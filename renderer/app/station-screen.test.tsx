// The bench as an operator sees it, with the whole session and its store behind it.
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import { until } from '../data/station.test-kit';
import { codes, small } from '../features/packing/bench.test-kit';
import { printer, screenOf } from './station-screen.test-kit';

const band = (): HTMLElement => document.querySelector('section[data-answers]') as HTMLElement;
const strip = (): string => document.querySelector('footer')?.textContent ?? '';
const aloud = (): string =>
  [...document.querySelectorAll('[aria-live="assertive"]')].map((each) => each.textContent).join('');

describe('the screen of a bench', { timeout: 60_000 }, () => {
  it('asks for a badge and nothing else while nobody is logged in', async () => {
    await screenOf([small]);
    expect(screen.getByRole('heading').textContent).toBe('Scan your badge to begin');
    expect(aloud()).toBe('Scan your badge');
  });

  it('shows the orders that wait, VIP first, and opens one by the arrow keys and Enter', async () => {
    const other = {
      ...small,
      parcelId: '00000002-0000-7000-8000-000000000005',
      orderNumber: '2000',
    } as Parcel;
    const vip = { ...other, priority: 'vip' } as Parcel;
    const { scan, bench } = await screenOf([small, vip]);
    await scan(codes.badge);
    const rows = screen.getAllByRole('listitem').filter((each) => each.closest('ol'));
    expect(rows.map((row) => row.textContent?.slice(0, 4))).toEqual(['2000', '1042']);
    expect(rows[0]?.textContent).toContain('VIP');
    fireEvent.keyDown(window, { key: 'Enter' });
    expect(bench.state().open).toBeNull();
    fireEvent.keyDown(window, { key: 'ArrowDown' });
    fireEvent.keyDown(window, { key: 'ArrowDown' });
    fireEvent.keyDown(window, { key: 'Enter' });
    await act(() => bench.session.settled());
    expect(bench.state().open?.orderNumber).toBe('1042');
  });

  it('answers a scan with tone, words, count and a place, aloud too', async () => {
    const { scan } = await screenOf([small]);
    await scan(codes.badge, codes.order, codes.mug);
    expect(band().dataset['tone']).toBe('go');
    expect(band().textContent).toContain('Scan the next item');
    expect(band().textContent).toContain('White mug: 1 of 2 in the box');
    expect(band().textContent).toContain('1 of 3');
    expect(aloud()).toContain('White mug: 1 of 2 in the box');
    const marked = document.querySelector('[data-marked]');
    expect(marked?.textContent).toContain('White mug');
    expect(document.querySelector('main article')?.textContent).toContain('A-01-1');
  });

  it.each([
    ['en', 'Counter sale', 'Quota left', 'White mug 2 £5.00 £10.00 3', 'Bin A-01-1', '3 units counted'],
    ['tr', 'Elden satış', 'Kalan kota', 'White mug 2 £5,00 £10,00 3', 'Göz A-01-1', '3 adet sayıldı'],
  ] as const)(
    'shows a sale with what the quota leaves, and a blind count (%s)',
    async (locale, title, left, name, bin, counted) => {
      const { scan, bench, missing } = await screenOf([small], { locale });
      const grants = [{ grantId: 'g', sku: 'MUG', units: 5, used: 0, until: '2026-01-05T12:00:00.000Z' }];
      await bench.rights.heard(bench.rights.toTell(), { numbers: [], giveBack: [], grants: grants as never });
      await scan(codes.badge, codes.command('counter-sale'), codes.command('quantity-2'), codes.mug);
      const main = (): string => document.querySelector('main')?.textContent ?? '';
      expect(screen.getByRole('heading', { name: title })).toBeTruthy();
      expect(main()).toContain(left);
      expect(screen.getByRole('row', { name })).toBeTruthy();
      await scan(codes.command('cancel'), codes.command('count-bin'));
      await scan(ownCode('location', 'A-01-1'), codes.command('quantity-3'), codes.mug);
      expect(main()).toContain(bin);
      expect(main()).toContain(counted);
      expect(main(), 'what the books say').not.toContain(left);
      expect(missing).toEqual([]);
    },
  );

  it('tells the same answer again when it is given again', async () => {
    const { scan } = await screenOf([
      { ...small, lines: small.lines.map((line) => ({ ...line, expected: 9 })) },
    ]);
    await scan(codes.badge, codes.order, codes.lamp);
    const [before] = [band().dataset['answers']];
    await scan(codes.command('quantity-2'), codes.command('cancel'), codes.command('quantity-2'));
    expect(Number(band().dataset['answers'])).toBe(Number(before) + 3);
  });

  it('holds a stop with what was scanned beside what was expected', async () => {
    const { scan } = await screenOf([small]);
    await scan(codes.badge, codes.order, 'SCARF');
    expect(band().dataset['tone']).toBe('stop');
    expect(band().dataset['holds']).toBe('true');
    const cards = [...document.querySelectorAll('main article')].map((each) => each.textContent);
    expect(cards[0]).toMatch(/^You scanned.*Wool scarf.*SCARF/);
    expect(cards[1]).toMatch(/^Expected.*White mug.*MUG/);
    await scan('SCARF');
    expect(band().textContent).toContain('This scan was not counted');
    expect(screen.getByRole('main').textContent).toContain('Not in order 1042');
    await scan(codes.command('ok'));
    expect(band().dataset['tone']).toBe('look');
  });

  it.each([
    ['en', '2 units of White mug not there', '1: another site; head office decides', 'MISSING again'],
    ['tr', 'White mug: 2 adet yok', '1: başka depo; merkez karar verir', 'yeniden EKSİK'],
  ] as const)(
    'shows what may become of units that are not there, and takes the choice by a digit: %s',
    async (locale, title, other, again) => {
      const { scan, bench, missing, office } = await screenOf([small], { locale });
      await scan(codes.badge, codes.order);
      office.cut();
      await scan(codes.command('missing'));
      expect(screen.getByRole('heading', { name: title })).toBeTruthy();
      expect(screen.getByText(other)).toBeTruthy();
      expect(band().textContent).toContain(again);
      await scan(codes.command('quantity-1'));
      expect(screen.queryByRole('heading', { name: title })).toBeNull();
      expect(band().dataset['tone']).toBe('look');
      expect(bench.state().open?.lines[0]).toMatchObject({ expected: 2, missing: 2 });
      expect(missing).toEqual([]);
    },
  );

  it.each([
    ['en', 'A-01-2: 4', 'nothing is in this box yet', 'As head office knew it 2 minutes ago'],
    ['tr', 'A-01-2: 4', 'bu kolide henüz bir şey yok', 'Merkezin bildiği hâliyle: 2 dakika önce'],
  ] as const)(
    'says where else the missing units are, and takes them from the bin that is scanned, without a network: %s',
    async (locale, inBin, why, age) => {
      const { scan, bench, missing, office } = await screenOf([small], { locale });
      const at = '2026-01-05T09:58:00.000Z';
      const told = (sku: string, sites: object[]): object => ({
        kind: 'whereabouts',
        entryId: `whereabouts ${sku}`,
        whereabouts: {
          sku,
          isWanted: true,
          bins: [
            { locationId: 'A-01-1', walkOrder: 1, units: 2 },
            { locationId: 'A-01-2', walkOrder: 2, units: 4 },
          ],
          sites,
          at,
        },
      });
      office.put('inbound', told('MUG', [{ warehouseId: 'W2', units: 7 }]));
      await until(() => bench.whereElse('MUG' as never, []).sites !== null);
      bench.headOfficeMs = Date.parse('2026-01-05T10:00:00.000Z');
      await scan(codes.badge, codes.order);
      office.cut();
      await scan(codes.command('missing'));
      for (const words of [inBin, 'W2: 7', why, age]) expect(screen.getByText(words)).toBeTruthy();
      expect(screen.queryByText('A-01-1: 2'), 'they are not there').toBeNull();
      await scan(ownCode('location', 'A-01-2'));
      expect(band().dataset['tone']).toBe('look');
      expect(bench.state().open?.lines[0]).toMatchObject({
        missing: 0,
        sources: [{ locationId: 'bench', quantity: 2 }],
      });
      await scan(codes.mug);
      expect(band().dataset['tone']).toBe('go');
      expect(missing).toEqual([]);
    },
  );

  it('calls a refused command by its name', async () => {
    const { scan } = await screenOf([small]);
    await scan(codes.badge, codes.order, codes.mug, codes.command('seal'));
    expect(document.querySelector('main article')?.textContent).toBe('You scannedSEAL BOX');
  });

  it('leads from the last item to the box, the label and the next order', async () => {
    const { scan, outbox, bench } = await screenOf([small]);
    await scan(codes.badge, codes.order, codes.mug, codes.mug, codes.lamp);
    expect(band().textContent).toContain('Scan the box you use');
    expect(screen.getByRole('main').textContent).toContain('Medium');
    await scan(codes.box);
    expect(band().textContent).toContain('Close the box, then scan SEAL BOX');
    await scan(codes.command('seal'));
    await waitFor(() => expect(outbox.requests.length).toBe(1));
    expect(screen.getByRole('main').textContent).toContain('Label waits for the printer');
    await act(async () => {
      outbox.move(String(outbox.requests[0]?.jobId), { step: 'queued', waitingFor: 'paper-out' });
    });
    expect(screen.getByRole('main').textContent).toContain('Paper is out: put in a new roll.');
    await act(async () => {
      outbox.move(String(outbox.requests[0]?.jobId), { step: 'unknown', reason: 'connection-lost' });
    });
    expect(screen.getByRole('main').textContent).toContain('Did the label for order 1042 come out?');
    await scan(codes.command('ok'));
    await act(() => bench.session.settled());
    await waitFor(() => expect(screen.getByRole('main').textContent).toContain('Label printed'));
  });

  it('says calmly that it works offline, how much is unsent, and how old the lists are', async () => {
    const { scan, office, bench } = await screenOf([small]);
    await scan(codes.badge);
    await act(() => until(() => bench.station.network.store.getState().unsent === 0));
    expect(strip()).toContain('connected · 0 unsent');
    await act(async () => {
      office.cut();
      await until(() => bench.station.network.store.getState().headOffice === 'down');
    });
    await scan(codes.order, codes.mug);
    expect(strip()).toContain('2 unsent');
    expect(document.querySelector('footer [data-state="offline"]')?.textContent).toMatch(
      /Head office.*working offline since/,
    );
    expect(document.querySelector('footer [data-state="stop"]')).toBeNull();
  });

  it.each([
    ['en', 'Bench 9 took the place of this computer', 'Leave it on.', 'It can be put away.'],
    ['tr', 'Bu bilgisayarın yerini Bench 9 aldı', 'Açık bırakın.', 'Bilgisayar kaldırılabilir.'],
  ] as const)(
    'says that it was signed off, what it still sends, and when it can be put away (%s)',
    async (locale, title, sending, done) => {
      const { scan, office, bench, missing } = await screenOf([small], { locale });
      const { network } = bench.station;
      const main = (): string => document.querySelector('main')?.textContent ?? '';
      await act(async () => {
        office.cut();
        await until(() => network.store.getState().headOffice === 'down');
      });
      await scan(codes.badge);
      act(() => network.set({ signedOff: { replacedBy: 'Bench 9' } }));
      expect(main()).toContain(title);
      expect(main()).toContain(sending);
      office.signOff('Bench 9');
      await act(async () => {
        office.mend();
        await until(() => network.store.getState().unsent === 0);
      });
      expect(main()).toContain(done);
      expect(missing).toEqual([]);
    },
  );

  it('says what keeps it from head office when a person has to do something about it', async () => {
    const { office, access, bench } = await screenOf([small]);
    await act(async () => {
      office.cut();
      await until(() => bench.station.network.store.getState().headOffice === 'down');
    });
    expect(strip()).toContain('working offline since');
    act(() => access.setState({ trouble: 'tls.foreign' }));
    expect(strip()).toContain('Somebody else answers in head office’s place: call the office');
    expect(document.querySelector('footer [data-state="look"]')?.textContent).toContain('Somebody else');
    act(() => access.setState({ trouble: null }));
    expect(strip()).toContain('working offline since');
  });

  it('says how long it may go on alone, before anything is tried, and which orders are over', async () => {
    const endMs = Date.parse('2026-01-05T14:00:00.000Z');
    const { scan, office, bench } = await screenOf([
      { ...small, leaseUntil: new Date(endMs).toISOString() } as Parcel,
    ]);
    bench.headOfficeMs = endMs - 3_600_000;
    await scan(codes.badge);
    expect(screen.getByRole('main').textContent).not.toContain('Without head office');
    await act(async () => {
      office.cut();
      await until(() => bench.station.network.store.getState().headOffice === 'down');
    });
    expect(screen.getByRole('main').textContent).toMatch(/Without head office until \d\d:\d\d/);
    bench.headOfficeMs = endMs;
    bench.online = false;
    await scan(codes.order);
    expect(band().textContent).toContain('Time is up for order 1042');
    await scan(codes.command('ok'));
    expect(screen.getByRole('main').textContent).toContain('time is up');
    expect(screen.getByRole('main').textContent).toContain('a supervisor has to begin');
  });

  it('stops visibly for a cancellation: what comes out of the box, what stays out, and aloud', async () => {
    const { scan, office, bench } = await screenOf([small]);
    await scan(codes.badge, codes.order, codes.mug, codes.mug);
    const asked = async (state: 'asked' | 'withdrawn'): Promise<void> => {
      await until(() => bench.station.opLog.expect() > bench.station.opLog.maxStationSeq());
      office.put('parcels', {
        ...(office.parcel(small.parcelId) as Parcel),
        cancel: {
          state,
          reason: 'customer',
          askedAt: '2026-01-05T11:00:00.000Z',
          lines: [
            { lineNo: 1, quantity: 1 },
            { lineNo: 2, quantity: 1 },
          ],
        },
      });
      await until(() => bench.state().open?.cancel?.state === state);
    };
    await act(() => asked('asked'));
    expect(band().dataset['tone']).toBe('stop');
    expect(band().textContent).toContain('Units of 1042 were cancelled');
    expect(aloud()).toContain('1 × White mug, 1 × Metal lantern');
    const cards = [...document.querySelectorAll('main article')].map((each) => each.textContent);
    expect(cards[0]).toMatch(/^Take 1 out of the box.*White mug/);
    expect(cards[1]).toMatch(/^Leave 1 out.*Metal lantern/);
    await scan(codes.command('ok'));
    expect(band().textContent).toContain('Take it out and scan it');
    expect(document.querySelector('main article')?.textContent).toContain('White mug');
  });

  it('says what it holds, of which zone, how much it takes, and what to put aside', async () => {
    const endMs = Date.parse('2026-01-05T14:00:00.000Z');
    const sealedAsked = {
      ...small,
      parcelId: '00000002-0000-7000-8000-000000000005',
      orderNumber: '2000',
      state: 'labelled',
      sscc: '012345678000000991',
      cancel: {
        state: 'too-late',
        reason: 'customer',
        askedAt: '2026-01-05T11:00:00.000Z',
        lines: [{ lineNo: 1, quantity: 1 }],
      },
    } as Parcel;
    const mixed = { ...small, leaseUntil: new Date(endMs).toISOString(), zones: ['A', 'B'] } as Parcel;
    const { scan, bench } = await screenOf([mixed, sealedAsked]);
    bench.headOfficeMs = endMs - 3_600_000;
    await scan(codes.badge);
    const words = (): string => screen.getByRole('main').textContent ?? '';
    expect(words()).toMatch(/Holds 1 order until \d\d:\d\d · Up to 30/);
    expect(words()).toContain('Zones A + B');
    expect(words()).toMatch(/Put aside: cancelled.*2000/);
    act(() => bench.batch.heard({ zone: 'B', maxParcels: 15 }));
    expect(words()).toContain('Zone B · Up to 15: head office allows no more here');
    await scan(codes.command('give-back'));
    expect(words()).toContain('Takes no new orders until you ask for some');
  });

  it('says what is wrong with its own records, and when it is right again', async () => {
    const { health, keeping, rebuild } = await screenOf([small]);
    const strip = (): string => document.querySelector('footer')?.textContent ?? '';
    expect(strip()).not.toContain("This station's records");
    act(() => keeping.setState({ behind: 3, trouble: 'disk.full' }));
    expect(strip()).toContain('Disk full: second copy behind by 3 scans');
    act(() => keeping.setState({ behind: 0, trouble: null }));
    act(() => rebuild.setState({ sinceMs: Date.now(), ops: 2, isWhole: false }));
    expect(strip()).toContain('2 unsent acts put back; fetching the lists');
    act(() => rebuild.setState({ isWhole: true }));
    expect(strip()).toContain('Built anew');
    await act(async () => {
      health.failed(new DOMException('no room', 'QuotaExceededError'));
    });
    expect(strip()).toContain('Disk full: scans are not saved');
    await act(() => until(() => health.store.getState().trouble === null));
    expect(strip()).not.toContain('Disk full');
  });

  it('says when the scanner is not heard and when the printer needs somebody', async () => {
    const { devices } = await screenOf([small]);
    act(() => devices.setState({ focused: false, devices: [{ ...printer, state: 'attention' }] }));
    expect(document.querySelector('footer [data-state="stop"]')?.textContent).toContain('click this window');
    expect(document.querySelector('footer [data-state="look"]')?.textContent).toContain('ZD421');
    act(() => devices.setState({ devices: [] }));
    expect(document.querySelector('footer')?.textContent).toContain('none set up');
  });

  it('speaks Turkish, changed while a box is open, with no word missing', async () => {
    const { scan, preferences, missing } = await screenOf([small]);
    await scan(codes.badge, codes.order, codes.mug);
    act(() => preferences.setState({ locale: 'tr' }));
    expect(document.documentElement.lang).toBe('tr');
    expect(band().textContent).toContain('Sıradaki ürünü okutun');
    expect(band().textContent).toContain('White mug: kolide 1 / 2');
    await scan('SCARF');
    expect(band().textContent).toContain('DURUN');
    expect(document.querySelector('main article')?.textContent).toContain('Okutulan');
    expect(missing).toEqual([]);
  });
});
