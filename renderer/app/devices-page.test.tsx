// The page of devices: what is plugged in, scans that count nowhere, and a scanner learned from one scan. Both languages.
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { maskedBadge } from '../../shared/barcode/scan';
import { groupSeparator } from '../../shared/barcode/gs1/element-strings';
import { dataOf, setUpCodes } from '../../shared/barcode/scanner/set-up-code';
import { ownCode } from '../../shared/barcode/own-code';
import { printableSchema } from '../../shared/label/model';
import { printerIdSchema } from '../../shared/label/print-job';
import { labelKinds } from '../features/devices/label-samples';
import { codes, createFakeOutbox, heardOf, small } from '../features/packing/bench.test-kit';
import { until } from '../data/station.test-kit';
import { screenOf } from './station-screen.test-kit';

const [square] = setUpCodes.map(dataOf) as [string];

async function opened(locale: 'en' | 'tr' = 'en') {
  const on = await screenOf([small], { locale });
  on.open('devices');
  await screen.findByRole('heading', { name: locale === 'en' ? 'Devices' : 'Cihazlar' });
  /** A scan of the scanner at the dock, as main heard it. */
  const dock = async (raw: string, aim: string | null = null): Promise<void> => {
    const heard = heardOf(raw, {
      source: 'serial',
      deviceId: 'Dock',
      raw,
      aim,
      scanId: `dock ${raw.length}`,
    });
    on.scanners.heard.unshift(heard.scan);
    await act(async () => {
      on.pages()?.takesScan(heard);
    });
  };
  act(() =>
    on.devices.setState({
      devices: [{ kind: 'scanner', id: 'Dock', name: 'Dock', state: 'ready', reason: null }],
    }),
  );
  return { ...on, dock };
}

describe('the page of devices', { timeout: 60_000 }, () => {
  it.each([
    ['en', 'EAN-13/UPC · Misread · its check digit is wrong', 'Item 09501101530003 · lot AB · serial 7'],
    ['tr', 'EAN-13/UPC · Yanlış okundu · kontrol basamağı yanlış', 'Ürün 09501101530003 · parti AB · seri 7'],
  ] as const)('shows scans sign by sign, which count nowhere (%s)', async (locale, misread, item) => {
    const on = await opened(locale);
    const before = on.bench.state().answers;
    await on.dock('4006381333932', ']E0');
    await on.dock(`010950110153000310AB${groupSeparator}217`);
    expect(screen.getByText(misread)).toBeTruthy();
    expect(screen.getByText(item)).toBeTruthy();
    expect(screen.getByText('010950110153000310AB<GS>217')).toBeTruthy();
    expect(on.bench.state().answers).toBe(before);
    await on.dock(maskedBadge);
    expect(screen.getByText(locale === 'en' ? 'Badge' : 'Yaka kartı')).toBeTruthy();
    expect(on.missing).toEqual([]);
    await on.scan(codes.command('cancel'));
    expect(screen.queryByText(misread)).toBeNull();
  });

  it.each([
    [
      'en',
      'Learned. It counts from the next scan on.',
      'Sends # for the GS1 separator',
      'Puts >> in front, taken off',
    ],
    [
      'tr',
      'Öğrenildi. Bir sonraki okutmadan itibaren geçerli.',
      'GS1 ayırıcısı için # gönderir',
      'Öne >> koyar, çıkarılır',
    ],
  ] as const)(
    'learns a scanner from one scan, and takes it back (%s)',
    async (locale, done, separator, prefix) => {
      const on = await opened(locale);
      await on.scan(codes.command('quantity-1'));
      const picture = screen.getByRole('img', { name: locale === 'en' ? /set/ : /kurma/ });
      expect(picture.getAttribute('src')).toMatch(/^data:image\/svg/);
      await until(() => on.scanners.isSettingUp());
      await on.dock(`>>${square.replace(groupSeparator, '#')}`);
      const outcome = await screen.findByText(done);
      expect(on.scanners.isSettingUp()).toBe(false);
      expect(on.scanners.kept.get('Dock')).toMatchObject({ prefix: '>>', separator: '#' });
      for (const words of [separator, prefix])
        expect(within(outcome.closest('div') as HTMLElement).getByText(words)).toBeTruthy();
      await on.scan(codes.command('quantity-3'));
      await until(() => !on.scanners.kept.has('Dock'));
      expect(on.missing).toEqual([]);
    },
  );

  it('says what is wrong with a scan that is not the code, and changes nothing', async () => {
    const on = await opened();
    await on.scan(codes.command('quantity-2'));
    await until(() => on.scanners.isSettingUp());
    await on.dock('4006381333931');
    expect(await screen.findByText('That was another code')).toBeTruthy();
    await on.dock(square.replaceAll('Y', 'Z'));
    expect(await screen.findByText('Our code, but with wrong signs')).toBeTruthy();
    expect(screen.getByText('Y → Z')).toBeTruthy();
    expect(on.scanners.kept.size).toBe(0);
    // CANCEL ends the set-up first, and then leaves the page.
    await on.scan(codes.command('cancel'));
    await until(() => !on.scanners.isSettingUp());
    expect(screen.getByRole('heading', { name: 'Devices' })).toBeTruthy();
    await on.scan(codes.command('cancel'));
    expect(screen.queryByRole('heading', { name: 'Devices' })).toBeNull();
  });

  it('listens as before when it is left in the middle of a set-up', async () => {
    const on = await opened();
    await on.scan(codes.command('quantity-1'));
    await until(() => on.scanners.isSettingUp());
    on.open('devices');
    await until(() => !on.scanners.isSettingUp());
  });

  it.each([
    [
      'en',
      'Test label: Label waits for the printer · Paper is out: put in a new roll.',
      'Test label: Label printed',
    ],
    [
      'tr',
      'Deneme etiketi: Etiket yazıcıyı bekliyor · Kâğıt bitti: yeni rulo takın.',
      'Deneme etiketi: Etiket basıldı',
    ],
  ] as const)('prints a test label and shows what becomes of it (%s)', async (locale, waits, printed) => {
    const on = await opened(locale);
    await on.scan(codes.command('quantity-4'));
    await until(() => on.outbox.requests.length === 1);
    const [request] = on.outbox.requests;
    expect(request?.label).toMatchObject({ kind: 'test', printer: 'Label printer' });
    act(() => on.outbox.move(String(request?.jobId), { step: 'queued', waitingFor: 'paper-out' }));
    expect(screen.getByText(waits)).toBeTruthy();
    act(() => on.outbox.move(String(request?.jobId), { step: 'confirmed' }));
    expect(screen.getByText(printed)).toBeTruthy();
    expect(on.missing).toEqual([]);
  });

  it.each([
    ['en', 'Next label', 'Shipping label'],
    ['tr', 'Sonraki etiket', 'Kargo etiketi'],
  ] as const)(
    'shows every kind of label as it is printed, and prints it (%s)',
    async (locale, next, first) => {
      const on = await opened(locale);
      const shown = () => document.querySelector('[data-label-kind]')?.getAttribute('data-label-kind');
      await on.scan(codes.command('quantity-5'));
      await screen.findByText(next);
      expect(screen.getByText(first)).toBeTruthy();
      const kinds = new Set([shown()]);
      for (let turn = 0; turn < 40; turn += 1) {
        await on.scan(codes.command('quantity-5'));
        kinds.add(shown());
      }
      expect(kinds).toEqual(new Set(labelKinds));
      expect(on.outbox.drawn).toHaveLength(41);
      for (const label of on.outbox.drawn) expect(printableSchema.safeParse(label).success).toBe(true);
      await on.scan(codes.command('quantity-6'));
      await until(() => on.outbox.requests.length === 1);
      expect(on.outbox.requests[0]?.label).toEqual(on.outbox.drawn.at(-1));
      expect(on.missing).toEqual([]);
    },
  );

  it('makes the label of what is scanned while one is looked at, and of nothing else', async () => {
    const on = await opened();
    await on.dock(codes.mug);
    expect(on.outbox.drawn).toEqual([]);
    await on.scan(codes.command('quantity-5'));
    await on.dock(ownCode('tote', '0077'));
    await until(() => on.outbox.drawn.length === 2);
    expect(on.outbox.drawn[1]).toMatchObject({ kind: 'tote', code: '0077' });
    await on.dock(codes.mug);
    await until(() => on.outbox.drawn.length === 3);
    expect(on.outbox.drawn[2]).toMatchObject({ kind: 'product', sku: 'MUG' });
    await on.dock('4006381333932', ']E0');
    expect(on.outbox.drawn).toHaveLength(3);
  });

  it.each([
    [
      'en',
      'This computer has no printer. Sheets are kept as PDF in /srv/papers.',
      'Test page: ',
      'Gone is not on this computer now',
    ],
    [
      'tr',
      'Bu bilgisayarda yazıcı yok. Sayfalar PDF olarak /srv/papers içinde tutulur.',
      'Deneme sayfası: ',
      'Gone şu an bu bilgisayarda yok',
    ],
  ] as const)(
    'chooses the printer of sheets, and prints a test page (%s)',
    async (locale, none, test, gone) => {
      const outbox = createFakeOutbox({ papers: true });
      const on = await screenOf([small], { locale }, outbox);
      on.open('devices');
      await on.scan(codes.command('quantity-9'));
      expect(await screen.findByText(none)).toBeTruthy();
      await on.scan(codes.command('cancel'));
      outbox.papers = { ...outbox.papers, printers: ['Dock', 'Office A4'], chosen: 'Gone' };
      await on.scan(codes.command('quantity-9'));
      expect(await screen.findByText(new RegExp(gone))).toBeTruthy();
      await on.scan(codes.command('quantity-2'));
      await waitFor(() => expect(outbox.papers.chosen).toBe('Office A4'));
      await waitFor(() => expect(screen.getByText(/Office A4/).dataset['chosen']).toBe('yes'));
      await on.scan(codes.command('quantity-5'));
      expect(outbox.papers.chosen).toBe('Office A4');
      await on.scan(codes.command('quantity-9'));
      await until(() => outbox.requests.length === 1);
      const [request] = outbox.requests;
      expect(request).toMatchObject({ printerId: 'sheets', label: { paper: 'test-page', format: 'A4' } });
      expect(printableSchema.safeParse(request?.label).success).toBe(true);
      act(() => outbox.move(String(request?.jobId), { step: 'sent', evidence: 'written' }));
      await waitFor(() =>
        expect(document.querySelector('[data-test-page="sent"]')?.textContent).toContain(test.split(':')[0]),
      );
      // CANCEL closes the list first, and then the page.
      await on.scan(codes.command('cancel'));
      expect(document.querySelector('[data-paper-printers]')).toBeNull();
      expect(screen.getByRole('heading', { level: 1 })).toBeTruthy();
      expect(on.missing).toEqual([]);
    },
  );

  it('lets one label printer stand in for another, and says for which it does', async () => {
    const outbox = createFakeOutbox();
    outbox.failOver = { ...outbox.failOver, isPossible: true };
    const on = await screenOf([small], {}, outbox);
    on.open('devices');
    await screen.findByText('Another label printer stands in for one in trouble: off');
    await on.scan(codes.command('quantity-8'));
    await screen.findByText('Another label printer stands in for one in trouble: after 5 s');
    expect(outbox.failOver).toMatchObject({ on: true, afterSeconds: 5 });
    const diversion = { from: 'p1', fromName: 'Near', to: 'p2', toName: 'Far', why: 'paper-out' };
    act(() => outbox.tell('print:fail-over-changed', { ...outbox.failOver, diversions: [diversion] }));
    const said = 'Labels come out of Far. Near: Paper is out: put in a new roll.';
    expect(screen.getAllByText(new RegExp(said)).length).toBeGreaterThan(1);
    act(() => outbox.tell('print:fail-over-changed', { ...outbox.failOver, diversions: [] }));
    expect(screen.queryByText(new RegExp(said))).toBeNull();
    expect(on.missing).toEqual([]);
  });

  it.each([
    ['en', 'apt install libusb-1.0-0', 'speaks only its maker'],
    ['tr', 'apt install libusb-1.0-0', 'yalnız üreticisinin dilini'],
  ] as const)('says to the letter what is missing, and what to do (%s)', async (locale, library, mode) => {
    const on = await opened(locale);
    const scanner = (id: string, reason: string) =>
      ({ kind: 'scanner', id, name: id, state: 'attention', reason }) as const;
    act(() =>
      on.devices.setState({
        devices: [
          scanner('hid', 'hid-library-missing'),
          scanner('hid:0c2e:0b61:S1', 'hid-no-rights'),
          scanner('hid:05e0:1900:S2', 'scanner-other-mode'),
          {
            kind: 'scale',
            id: 'hid:0922:8003:',
            name: 'M10',
            state: 'attention',
            reason: 'scale-hid-no-rights',
          },
        ],
      }),
    );
    const rowOf = (id: string): string =>
      document.querySelector(`[data-device="${id}"]`)?.textContent?.replaceAll('\u00a0', ' ') ?? '';
    expect(rowOf('hid')).toContain(library);
    expect(rowOf('hid:0c2e:0b61:S1')).toContain('ATTRS{idVendor}=="0c2e"');
    expect(rowOf('hid:0922:8003:')).toContain('ATTRS{idVendor}=="0922"');
    expect(rowOf('hid:05e0:1900:S2')).toContain(mode);
    expect(rowOf('hid:05e0:1900:S2')).toContain('USB HID POS');
    expect(rowOf('keyboard')).not.toContain('idVendor');
    expect(on.missing).toEqual([]);
  });

  it('says where no other label printer could stand in', async () => {
    await opened();
    expect(screen.getByText('There is no second label printer with this paper to stand in.')).toBeTruthy();
  });

  it('says how each printer proves that a label came out', async () => {
    const outbox = createFakeOutbox();
    const ladder = {
      trouble: null,
      echo: 'unproven',
      odometer: false,
      status: true,
      spooler: false,
    } as const;
    outbox.ladders = [{ ...ladder, printerId: printerIdSchema.parse('p1') }];
    const on = await screenOf([small], {}, outbox);
    act(() =>
      on.devices.setState({
        devices: [{ kind: 'printer', id: 'p1', name: 'ZD421', state: 'ready', reason: null }],
      }),
    );
    on.open('devices');
    await waitFor(() => expect(document.querySelector('[data-rung="status"]')).toBeTruthy());
    expect(screen.getByText('A test label shows whether it sends names back')).toBeTruthy();
    outbox.ladders = [{ ...ladder, printerId: printerIdSchema.parse('p1'), echo: 'proven' }];
    await on.scan(codes.command('quantity-4'));
    await until(() => outbox.requests.length === 1);
    outbox.move(String(outbox.requests[0]?.jobId), { step: 'confirmed' });
    await waitFor(() => expect(document.querySelector('[data-rung="echo"]')).toBeTruthy());
  });
});
