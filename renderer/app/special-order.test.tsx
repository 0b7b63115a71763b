// A special order as an operator sees it, with head office away: banner, gift message, tag, and the second person.
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import { evolveParcel } from '../../shared/domain/parcel/evolve';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import { specialCodeForPeople } from '../../shared/domain/special/special-code';
import { benchMark, testCode } from '../../shared/domain/special/special.test-kit';
import { tagJobIdOf } from '../../shared/label/tag-from-parcel';
import { until } from '../data/station.test-kit';
import { codes, small } from '../features/packing/bench.test-kit';
import { screenOf } from './station-screen.test-kit';

const special = (over: Parameters<typeof benchMark>[0] = {}): Parcel =>
  evolveParcel(small, {
    type: 'ParcelMarked',
    parcelId: small.parcelId,
    mark: benchMark({ giftMessage: 'Happy birthday, Zoë', note: 'Red ribbon', ...over }),
  });
const band = (): HTMLElement => document.querySelector('section[data-answers]') as HTMLElement;
const cansBadge = ownCode('badge', '88');

async function shown(parcel: Parcel, locale: 'en' | 'tr' = 'en') {
  const bench = await screenOf([parcel], { locale });
  bench.office.put('directory', {
    kind: 'person',
    entryId: 'person can',
    person: { personId: 'can', name: 'Can', badge: '88', roles: ['packer'] },
  });
  await until(() => bench.bench.directory.person('can') !== null);
  return bench;
}

describe('a special order at a bench', { timeout: 60_000 }, () => {
  it.each([
    ['en', 'Special order', 'Best box', 'Gift message', 'A second person looks into the box'],
    ['tr', 'Özel sipariş', 'En iyi kutu', 'Hediye mesajı', 'ikinci bir kişi içine bakar'],
  ] as const)('shows kind, note, message and code above everything else (%s)', async (locale, ...words) => {
    const { scan } = await shown(special(), locale);
    await scan(codes.badge);
    expect(document.querySelector('li [data-kind="vip"]')).not.toBeNull();
    await scan(codes.order);
    const banner = screen.getByRole('region', { name: String(words[0]) });
    for (const word of words.slice(1)) expect(banner.textContent).toContain(word);
    expect(banner.textContent).toContain('Red ribbon');
    expect(banner.textContent).toContain('Happy birthday, Zoë');
    expect(banner.textContent).toContain(specialCodeForPeople(testCode));
    expect(banner.querySelector('svg')).not.toBeNull();
  });

  it('prints its tag once when the box is begun, and again when somebody asks', async () => {
    const { scan, outbox, bench } = await shown(special());
    await scan(codes.badge, codes.order, codes.mug);
    const jobId = tagJobIdOf(small);
    await until(() => outbox.requests.some((request) => request.jobId === jobId));
    expect(outbox.requests[0]?.label).toMatchObject({
      kind: 'tag',
      barcode: ownCode('special', testCode),
      code: specialCodeForPeople(testCode),
      giftMessage: 'Happy birthday, Zoë',
      needsSecond: true,
    });
    await scan(codes.command('print-tag'));
    await until(() => outbox.answers.length > 0);
    expect(outbox.answers).toEqual([expect.objectContaining({ answer: 'reprint', jobId })]);
    await scan(codes.mug);
    bench.labels.look();
    await bench.session.settled();
    expect(outbox.requests).toHaveLength(1);
  });

  it('has its tag proved by a scan, and by the code typed by hand', async () => {
    const { scan } = await shown(special());
    await scan(codes.badge, codes.order, codes.mug, ownCode('special', testCode));
    expect(band().textContent).toContain('The tag belongs to order 1042');
    expect(screen.getByRole('region', { name: 'Special order' }).textContent).toContain('tag on it');
    await scan(testCode);
    expect(band().textContent).toContain('The tag belongs to order 1042');
    await scan(ownCode('special', 'S0000000'));
    expect(band().dataset['tone']).toBe('stop');
  });

  it('opens its order by the tag when no box is in hand', async () => {
    const { scan, bench } = await shown(special());
    await scan(codes.badge, ownCode('special', testCode));
    expect(bench.state().open?.orderNumber).toBe('1042');
  });

  it.each([
    ['en', 'Second person: look into the box', 'You packed order 1042 yourself'],
    ['tr', 'İkinci kişi: kutuya bakın', 'Sipariş 1042: siz paketlediniz'],
  ] as const)('is sealed by another badge, never by the packer’s (%s)', async (locale, asks, same) => {
    const { scan, bench } = await shown(special(), locale);
    await scan(codes.badge, codes.order, codes.mug, codes.mug, codes.lamp, codes.box, codes.command('seal'));
    expect(band().textContent).toContain(asks);
    expect(bench.state().open?.state).toBe('packing');
    await scan(codes.badge);
    expect(band().textContent).toContain(same);
    expect(bench.state().open?.state).toBe('packing');
    await scan(cansBadge);
    expect(bench.state().lastSealed).toMatchObject({
      state: 'sealed',
      special: { verified: { by: 'can', override: null } },
    });
    expect(bench.state().bench.operator?.name).toBe('Ayşe');
  });

  it('asks a supervisor for the reason', async () => {
    const { scan } = await shown(special({ mayOverride: true }));
    await scan(codes.badge, codes.order, codes.mug, codes.mug, codes.lamp, codes.box, codes.command('seal'));
    expect(document.querySelector('main')?.textContent).toContain(
      'Nobody there? A supervisor: WITHOUT SECOND.',
    );
    await scan(codes.command('override'));
    const reasons = screen.getAllByRole('listitem').map((each) => each.textContent);
    expect(reasons).toEqual(expect.arrayContaining(['Nobody else is here']));
    await scan(codes.command('quantity-1'));
    expect(band().textContent).toContain('Supervisor: scan your badge');
  });

  it('says so when the open order becomes special', async () => {
    const { scan, office, bench } = await shown(small);
    await scan(codes.badge, codes.order, codes.mug);
    expect(screen.queryByRole('region', { name: 'Special order' })).toBeNull();
    await until(() => office.parcel(small.parcelId)?.lines.some(({ packed }) => packed > 0) ?? false);
    const known = office.parcel(small.parcelId) as Parcel;
    office.put(
      'parcels',
      evolveParcel(known, { type: 'ParcelMarked', parcelId: small.parcelId, mark: benchMark() }),
    );
    await until(() => bench.state().open?.special !== null);
    await until(() => band().textContent?.includes('is special now') ?? false);
  });
});
