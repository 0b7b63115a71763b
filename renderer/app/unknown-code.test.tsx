// An unknown code at the bench as a packer sees it, and the warning of a product that is often taken for the wanted one; both
// languages.
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import { codes, leeds, small } from '../features/packing/bench.test-kit';
import { until } from '../data/station.test-kit';
import { screenOf } from './station-screen.test-kit';

const supervisor = ownCode('badge', '99');
async function shown(locale: 'en' | 'tr') {
  const on = await screenOf([small], { locale });
  on.office.put('directory', {
    kind: 'person',
    entryId: 'person bob',
    person: { personId: 'bob', name: 'Bob', badge: '99', roles: ['packer', 'supervisor'] },
  });
  await until(() => on.bench.directory.person('bob') !== null);
  await on.scan(codes.badge, codes.order);
  return on;
}

describe('a code that nobody knows', { timeout: 60_000 }, () => {
  it.each([
    [
      'en',
      'If you see what it is: WHAT IS IT (Shift+F2).',
      'Which of these is it?',
      'May it go into the box?',
    ],
    ['tr', 'Ne olduğunu görüyorsanız: BU NEDİR (Shift+F2).', 'Bu bunlardan hangisi?', 'Kutuya girebilir mi?'],
  ] as const)(
    'is named by scans alone and counts with a supervisor (%s)',
    async (locale, offer, which, badge) => {
      const { bench, scan, missing } = await shown(locale);
      await scan('NEW-77');
      expect(screen.getByText(offer)).toBeTruthy();
      await scan(codes.command('name-code'));
      const question = screen.getByRole('heading', { name: which }).closest('section');
      if (!question) throw new Error('no question');
      expect(
        within(question)
          .getAllByRole('listitem')
          .map((each) => each.textContent),
      ).toEqual(['White mugA-01-1', 'Metal lanternB-07-4']);
      await scan(codes.command('quantity-2'));
      expect(screen.getByRole('heading', { name: badge })).toBeTruthy();
      await scan(supervisor);
      expect(bench.said()).toBe('go line-complete');
      expect(bench.state().open?.lines[1]).toMatchObject({ sku: 'LAMP', packed: 1 });
      const ops = await bench.station.opLog.from(1, 100);
      expect(ops.map(({ type }) => type).slice(-3)).toEqual([
        'bench.refuse-scan',
        'code.propose',
        'parcel.pack-item',
      ]);
      expect(ops.find(({ type }) => type === 'code.propose')?.body).toMatchObject({
        code: 'NEW-77',
        raw: 'NEW-77',
        sku: 'LAMP',
        counted: true,
        supervisorId: 'bob',
      });
      expect(missing).toEqual([]);
    },
  );

  it('is set aside when the warehouse says so: the box does not count it', async () => {
    const { bench, office, scan } = await shown('en');
    office.put('directory', {
      kind: 'bench-rules',
      entryId: `bench-rules ${leeds}`,
      rules: { warehouseId: leeds, unknownCodes: 'set-aside', lookAlikes: { times: 3, days: 180 } },
    });
    await until(() => bench.directory.benchRules(leeds).unknownCodes === 'set-aside');
    await scan('NEW-78', codes.command('name-code'), codes.command('quantity-1'));
    expect(bench.said()).toBe('look code-aside');
    expect(bench.state().open?.lines[0]).toMatchObject({ packed: 0 });
  });
});

describe('a look-alike', { timeout: 60_000 }, () => {
  it.each([
    ['en', 'Mixed up here 4 times', 'The right one is 250 g lighter.'],
    ['tr', 'Burada 4 kez karıştırıldı', 'Doğrusu 250 g daha hafif.'],
  ] as const)(
    'stands beside the wanted item with what tells it apart (%s)',
    async (locale, title, weight) => {
      const { bench, office, missing, scan } = await screenOf([small], { locale });
      await bench.catalogue.hold([small]);
      office.put('directory', {
        kind: 'look-alikes',
        entryId: `look-alikes ${leeds} MUG`,
        alike: {
          warehouseId: leeds,
          sku: 'MUG',
          others: [
            {
              sku: 'MUG2',
              name: 'White mug large',
              code: '2000000000039',
              size: { lengthMm: 100, widthMm: 100, heightMm: 100 },
              weightGrams: 550,
              times: 4,
            },
          ],
        },
      });
      await until(() => bench.directory.lookAlikes(leeds, 'MUG').length === 1);
      await scan(codes.badge, codes.order);
      const note = within(await screen.findByRole('complementary', { name: title }));
      expect(note.getByText('large').tagName).toBe('MARK');
      expect(note.getByText(weight, { exact: false })).toBeTruthy();
      expect(missing).toEqual([]);
    },
  );
});
