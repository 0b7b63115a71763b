// Two operators at one computer, each with a scanner: every op is of whoever did it, no number is used twice and no box is
// opened at both sides, whatever the order their scans come in; a kill finds both again.
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { ownCode } from '../../../shared/barcode/own-code';
import { orderIdOf, parcelIdOf, personIdOf } from '../../../shared/domain/ids.test-kit';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { FakeHeadOffice } from '../../data/head-office.test-kit';
import { newDisk, until } from '../../data/station.test-kit';
import {
  codes,
  companyOf,
  createFakeOutbox,
  heardOf,
  newOffice,
  openTestBench,
  small,
  type TestBench,
} from '../packing/bench.test-kit';

const orderNo = (number: number): Parcel => ({
  ...small,
  parcelId: parcelIdOf(number),
  orderId: orderIdOf(number),
  orderNumber: `20${number}`,
  placedAt: `2026-01-05T0${number}:00:00.000Z`,
});
const orderCode = (number: number): string => ownCode('order', `20${number}`);
const badges = { left: codes.badge, right: ownCode('badge', '78') };
const rightHand = { source: 'serial', deviceId: 'scanner 2' } as const;

let open: TestBench[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function bench(count = 2, disk = newDisk(), office = newOffice(), outbox = createFakeOutbox()) {
  if (!office.parcel(parcelIdOf(1))) {
    companyOf(office, ...Array.from({ length: count }, (_, index) => orderNo(index + 1)));
    const person = { personId: personIdOf('mehmet'), name: 'Mehmet', badge: '78', roles: ['packer'] };
    office.put('directory', { kind: 'person', entryId: 'person mehmet', person } as never);
  }
  const at = await openTestBench(disk, office, outbox);
  open.push(at);
  await until(() => at.station.book.held().length === count);
  return { at, office, outbox, disk };
}

async function stop(ended: TestBench): Promise<void> {
  open = open.filter((each) => each !== ended);
  await ended.close();
}

/** As the window hands scans on. */
function say(at: TestBench, side: 'left' | 'right', ...texts: string[]): void {
  for (const text of texts) {
    const heard = heardOf(text, side === 'right' ? rightHand : {});
    const { session } = at.sides.store.getState();
    if (at.sides.sideOf(heard.scan) === 'right' && session) session.scan(heard);
    else at.session.scan(heard);
  }
}
const rightOf = (at: TestBench) => {
  const { session } = at.sides.store.getState();
  if (!session) throw new Error('nobody works on the right');
  return session;
};
async function settled(at: TestBench): Promise<void> {
  await at.session.settled();
  await rightOf(at).settled();
}
const saidOnRight = (at: TestBench): string => {
  const { verdict } = rightOf(at).store.getState();
  return `${verdict.tone} ${verdict.kind === 'answer' ? verdict.code : verdict.refusal.code}`;
};

type Told = { type: string; actor: string | null; parcelId: string | null; stationSeq: number; body: object };
const opsOf = async (at: TestBench): Promise<Told[]> =>
  (await at.station.opLog.from(1, 500)) as unknown as Told[];

const whole = (number: number): string[] => [
  orderCode(number),
  codes.mug,
  codes.mug,
  codes.lamp,
  codes.box,
  codes.command('seal'),
];

describe('two sides of one bench', { timeout: 120_000 }, () => {
  it('a scanner is given to the right side, once it was heard; keys stay on the left', async () => {
    const { at } = await bench();
    await at.sides.move(null);
    expect(at.sides.store.getState().trouble).toBe('nothing-heard');
    await at.sides.move({ source: 'wedge', deviceId: 'keyboard' });
    expect(at.sides.store.getState()).toMatchObject({
      trouble: 'keyboard-is-left',
      right: [],
      session: null,
    });
    await at.sides.move(rightHand);
    expect(at.sides.store.getState()).toMatchObject({ trouble: null, right: ['scanner 2'] });
    expect(at.sides.sideOf(rightHand)).toBe('right');
    expect(at.sides.sideOf({ source: 'manual', deviceId: 'scanner 2' })).toBe('left');
    say(at, 'right', badges.right);
    await settled(at);
    await at.sides.move(rightHand);
    expect(at.sides.store.getState()).toMatchObject({ trouble: 'log-out-first', right: ['scanner 2'] });
    say(at, 'right', codes.command('log-out'));
    await settled(at);
    await at.sides.move(rightHand);
    expect(at.sides.store.getState()).toMatchObject({ trouble: null, right: [], session: null });
  });

  it('a scale is given to the right side, where somebody works; it stays there over a kill', async () => {
    const { at, office, outbox, disk } = await bench();
    const trouble = () => at.sides.store.getState().trouble;
    await at.sides.moveScale({ scaleId: 'Scale 2' });
    expect([trouble(), at.sides.scaleSideOf('Scale 2')]).toEqual(['no-right-side', 'left']);
    await at.sides.move(rightHand);
    await at.sides.moveScale('none');
    expect(trouble()).toBe('no-scale');
    await at.sides.moveScale('several');
    expect(trouble()).toBe('which-scale');
    await at.sides.moveScale({ scaleId: 'Scale 2' });
    expect([trouble(), at.sides.scaleSideOf('Scale 2'), at.sides.scaleSideOf('Scale 1')]).toEqual([
      null,
      'right',
      'left',
    ]);
    await stop(at);
    const { at: again } = await bench(2, disk, office, outbox);
    expect([again.sides.scaleSideOf('Scale 2'), again.sides.sideOf(rightHand)]).toEqual(['right', 'right']);
    await again.sides.move(rightHand);
    expect(again.sides.scaleSideOf('Scale 2'), 'nobody works on the right: it weighs for the left').toBe(
      'left',
    );
    await again.sides.move(rightHand);
    expect(again.sides.scaleSideOf('Scale 2')).toBe('right');
    await again.sides.moveScale({ scaleId: 'Scale 2' });
    expect(again.sides.scaleSideOf('Scale 2')).toBe('left');
  });

  it('each side seals by its own scale, and neither by the other one\u2019s', async () => {
    const { at } = await bench();
    await at.sides.move(rightHand);
    at.scales.weigh(1_322);
    at.rightScales.weigh(1_318);
    await new Promise((resolve) => setTimeout(resolve, 500));
    say(at, 'left', badges.left, ...whole(1));
    say(at, 'right', badges.right, ...whole(2));
    await settled(at);
    expect([at.said(), saidOnRight(at)]).toEqual(['go sealed', 'go sealed']);
    const seals = (await opsOf(at)).filter(({ type }) => type === 'parcel.seal');
    const weighed = (number: number): unknown => {
      const seal = seals.find(({ parcelId }) => parcelId === parcelIdOf(number));
      return (seal?.body as { weighed?: unknown } | undefined)?.weighed;
    };
    expect(weighed(1)).toMatchObject({ scaleId: 'Bench scale', grams: 1_322 });
    expect(weighed(2)).toMatchObject({ scaleId: 'Right scale', grams: 1_318 });
  });

  it('two boxes are packed at once: ops are of whoever did them, and each box has a number of its own', async () => {
    const { at, office } = await bench();
    await at.sides.move(rightHand);
    const left = [badges.left, ...whole(1)];
    const right = [badges.right, ...whole(2)];
    for (const [index, text] of left.entries()) {
      say(at, 'left', text);
      say(at, 'right', right[index] ?? '');
    }
    await settled(at);
    expect([at.said(), saidOnRight(at)]).toEqual(['go sealed', 'go sealed']);
    const ops = await opsOf(at);
    expect(ops.map(({ stationSeq }) => stationSeq)).toEqual(ops.map((_, index) => index + 1));
    const actorsOf = (number: number): string[] => [
      ...new Set(
        ops
          .filter(({ parcelId, type }) => parcelId === parcelIdOf(number) && type !== 'parcel.record-label')
          .map(({ actor }) => String(actor)),
      ),
    ];
    expect([actorsOf(1), actorsOf(2)]).toEqual([['ayse'], ['mehmet']]);
    const numbers = ops.flatMap((op) =>
      op.type === 'parcel.seal' ? [(op.body as { sscc: string }).sscc] : [],
    );
    expect(new Set(numbers).size).toBe(2);
    await until(() => [1, 2].every((number) => office.parcel(parcelIdOf(number))?.state === 'sealed'));
    expect(at.reports).toEqual([]);
  });

  it('whatever the order of their scans: no number twice, no box at both sides, no foreign op', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 6 })), { minLength: 10, maxLength: 40 }),
        async (steps) => {
          const { at } = await bench(3);
          await at.sides.move(rightHand);
          say(at, 'left', badges.left);
          say(at, 'right', badges.right);
          const acts = [
            orderCode(1),
            orderCode(2),
            codes.mug,
            codes.lamp,
            codes.box,
            codes.command('seal'),
            codes.command('ok'),
          ];
          for (const [isRight, act] of steps) say(at, isRight ? 'right' : 'left', acts[act] ?? '');
          await settled(at);
          const [here, there] = [at.state().bench.parcelId, rightOf(at).store.getState().bench.parcelId];
          expect(here === null || here !== there).toBe(true);
          const ops = await opsOf(at);
          const numbers = ops.flatMap(({ type, body }) =>
            type === 'parcel.seal' ? [(body as { sscc: string }).sscc] : [],
          );
          expect(new Set(numbers).size).toBe(numbers.length);
          expect(new Set(ops.map(({ actor }) => actor))).toEqual(new Set(['ayse', 'mehmet']));
          expect(at.reports).toEqual([]);
          await stop(at);
        },
      ),
      { numRuns: 8, seed: 20_261_130 },
    );
  });

  it('an order that is open on the left is not opened on the right until it was put away there', async () => {
    const { at } = await bench();
    await at.sides.move(rightHand);
    say(at, 'left', badges.left, orderCode(1));
    await at.session.settled();
    say(at, 'right', badges.right, orderCode(1));
    await settled(at);
    expect(saidOnRight(at)).toBe('look parcel-on-other-side');
    say(at, 'right', badges.left);
    await settled(at);
    expect(saidOnRight(at)).toBe('look badge-on-other-side');
    say(at, 'left', codes.command('cancel'));
    await at.session.settled();
    say(at, 'right', orderCode(1), codes.mug);
    await settled(at);
    expect(saidOnRight(at)).toBe('go item-packed');
    expect((await opsOf(at)).at(-1)).toMatchObject({ type: 'parcel.pack-item', actor: 'mehmet' });
  });

  it('a kill finds both sides again, each with its operator and its box', async () => {
    const { at, office, outbox, disk } = await bench();
    await at.sides.move(rightHand);
    say(at, 'left', badges.left, orderCode(1), codes.mug);
    say(at, 'right', badges.right, orderCode(2), codes.mug, codes.mug);
    await settled(at);
    await stop(at);
    const { at: again } = await bench(2, disk, office, outbox);
    expect(again.state().bench).toMatchObject({ operator: { personId: 'ayse' }, parcelId: parcelIdOf(1) });
    expect(rightOf(again).store.getState().bench).toMatchObject({
      operator: { personId: 'mehmet' },
      parcelId: parcelIdOf(2),
    });
    say(again, 'right', codes.lamp);
    await settled(again);
    expect((await opsOf(again)).at(-1)).toMatchObject({ actor: 'mehmet', parcelId: parcelIdOf(2) });
  });

  it('a cancellation of the box on the right stops there; the left answers only for what nobody has in hand', async () => {
    const { at, office } = await bench(3);
    await at.sides.move(rightHand);
    say(at, 'left', badges.left, orderCode(1));
    say(at, 'right', badges.right, orderCode(2), codes.mug);
    await settled(at);
    await until(() => at.station.opLog.expect() > at.station.opLog.maxStationSeq());
    ask(office, 2);
    ask(office, 3);
    await until(() => saidOnRight(at) === 'stop cancel-asked');
    await until(() => office.parcel(parcelIdOf(3))?.cancel?.state === 'accepted');
    expect(at.said()).toBe('go parcel-opened');
    expect(office.parcel(parcelIdOf(2))?.cancel?.state).toBe('asked');
    expect((await opsOf(at)).filter(({ type }) => type === 'parcel.answer-cancel')).toHaveLength(1);
  });

  it('what became of a label is asked where its box was sealed', async () => {
    const { at, outbox } = await bench();
    await at.sides.move(rightHand);
    say(at, 'left', badges.left, orderCode(1));
    say(at, 'right', badges.right, ...whole(2));
    await settled(at);
    await until(() => outbox.requests.length === 1);
    outbox.move(outbox.requests[0]?.jobId ?? '', { step: 'unknown', reason: 'connection-lost' });
    say(at, 'left', codes.mug);
    await at.session.settled();
    expect(at.said()).toBe('go item-packed');
    say(at, 'right', codes.mug);
    await settled(at);
    expect(saidOnRight(at)).toBe('stop scan-held-by-stop');
    say(at, 'right', codes.command('ok'));
    await settled(at);
    expect(outbox.answers).toMatchObject([{ answer: 'printed', by: 'mehmet' }]);
  });
});

function ask(office: FakeHeadOffice, number: number): void {
  const parcel = office.parcel(parcelIdOf(number)) as Parcel;
  const cancel: Parcel['cancel'] = {
    state: 'asked',
    reason: 'customer',
    askedAt: '2026-01-05T11:00:00.000Z',
    lines: [{ lineNo: 1, quantity: 1 }],
  };
  office.put('parcels', { ...parcel, cancel });
}
