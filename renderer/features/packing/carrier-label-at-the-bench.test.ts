// The label that head office bought of a carrier, at the bench: there before it is needed, printed beside ours, once.
import { afterEach, describe, expect, it } from 'vitest';
import { boxIdOf, parcelIdOf } from '../../../shared/domain/ids.test-kit';
import type { OfferedLabel, Parcel } from '../../../shared/domain/parcel/parcel';
import { carrierLabelJobId } from '../../../shared/label/carrier-label-from-parcel';
import { isCarrierLabel } from '../../../shared/label/model';
import { newDisk, until } from '../../data/station.test-kit';
import {
  codes,
  companyOf,
  createFakeOutbox,
  heardOf,
  newOffice,
  numberOf,
  openTestBench,
  small,
  type TestBench,
} from './bench.test-kit';

let open: TestBench[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const reference = `${small.parcelId}-1`;
const zpl = '^XA^FO1,1^A0N,20,20^FD9400^FS^XZ';
const weightGrams = 420 + small.lines.reduce((sum, line) => sum + line.unitWeightGrams * line.expected, 0);
const offer: OfferedLabel = { reference, trackingNumber: '9400', boxId: boxIdOf('B3'), weightGrams };
const jobId = carrierLabelJobId(reference);

async function bench(carrierLabel: OfferedLabel | null) {
  const office = newOffice();
  const disk = newDisk();
  companyOf(office, { ...small, carrierLabel });
  office.labels.set(small.parcelId, { reference, dpi: 203, zpl });
  const outbox = createFakeOutbox();
  const here = await openTestBench(disk, office, outbox);
  open.push(here);
  await until(() => here.station.book.held().length > 0);
  const seal = async (): Promise<void> => {
    await here.scan(
      codes.badge,
      codes.order,
      codes.mug,
      codes.mug,
      codes.lamp,
      codes.box,
      codes.command('seal'),
    );
    await until(() => outbox.requests.length > 0);
  };
  const carriers = () => outbox.requests.filter(({ label }) => isCarrierLabel(label));
  return { here, office, outbox, disk, seal, carriers };
}
const isHere = async (at: TestBench): Promise<void> =>
  until(async () => (await at.station.store.notes.read('carrier-labels')) !== null);

describe("a carrier's label at the bench", { timeout: 60_000 }, () => {
  it('is fetched before it is needed, and printed beside ours with the network cut', async () => {
    const { here, office, outbox, seal, carriers } = await bench(offer);
    await isHere(here);
    office.cut();
    await seal();
    await until(() => outbox.requests.length === 2);
    expect(carriers()).toEqual([
      {
        jobId,
        printerId: expect.any(String),
        label: expect.objectContaining({
          kind: 'carrier',
          zpl,
          dpi: 203,
          trackingNumber: '9400',
          orderNumber: '1042',
        }),
      },
    ]);
    // Ours is what the parcel says of its label.
    outbox.move(String(here.state().lastSealed?.sealedBy), { step: 'confirmed' });
    await until(() => here.station.book.get(small.parcelId)?.state === 'labelled');
    expect(here.station.book.get(small.parcelId)?.label?.jobId).not.toBe(jobId);
    here.labels.look();
    await here.session.settled();
    expect(carriers()).toHaveLength(1);
  });

  it.each([
    ['another box', { boxId: boxIdOf('B9') }],
    ['another weight', { weightGrams: weightGrams + 500 }],
  ])('that was bought for %s is not printed', async (_what, change) => {
    const { here, outbox, seal, carriers } = await bench({ ...offer, ...change });
    await isHere(here);
    await seal();
    outbox.move(String(here.state().lastSealed?.sealedBy), { step: 'confirmed' });
    await until(() => here.station.book.get(small.parcelId)?.state === 'labelled');
    here.labels.look();
    await here.session.settled();
    expect(carriers()).toEqual([]);
  });

  it('that comes behind the seal is printed when it is there, and not again by the next start', async () => {
    const { here, office, outbox, disk, seal, carriers } = await bench(null);
    await seal();
    await until(() => office.parcel(small.parcelId)?.state === 'sealed');
    office.put('parcels', { ...(office.parcel(small.parcelId) as Parcel), carrierLabel: offer });
    await until(() => carriers().length === 1);
    open = open.filter((each) => each !== here);
    await here.close();
    const again = await openTestBench(disk, office, outbox);
    open.push(again);
    await until(() => again.station.book.get(small.parcelId)?.carrierLabel !== null);
    again.labels.look();
    await again.session.settled();
    expect(carriers()).toHaveLength(1);
  });

  it('is asked for again until head office has it', async () => {
    const { here, office, seal, carriers } = await bench(null);
    const label = office.labels.get(small.parcelId);
    office.labels.clear();
    await seal();
    await until(() => office.parcel(small.parcelId)?.state === 'sealed');
    office.put('parcels', { ...(office.parcel(small.parcelId) as Parcel), carrierLabel: offer });
    await until(() => here.station.book.get(small.parcelId)?.carrierLabel !== null);
    expect(carriers()).toEqual([]);
    if (label) office.labels.set(small.parcelId, label);
    office.put('parcels', office.parcel(small.parcelId) as Parcel);
    await until(() => carriers().length === 1);
  });

  it('is printed once more with REPRINT, as ours is', async () => {
    const { here, outbox, seal, carriers } = await bench(offer);
    await isHere(here);
    await seal();
    await until(() => carriers().length === 1);
    for (const { jobId: each } of outbox.requests) outbox.move(each, { step: 'confirmed' });
    await until(() => here.station.book.get(small.parcelId)?.state === 'labelled');
    await here.scan(codes.command('reprint'));
    await until(() => outbox.answers.length === 2);
    expect(outbox.answers.map((answer) => answer.jobId)).toContain(jobId);
  });

  it('is not kept when the box has gone', async () => {
    const { here, office } = await bench(offer);
    const kept = async (): Promise<string> =>
      JSON.stringify(await here.station.store.notes.read('carrier-labels'));
    await until(async () => (await kept()).includes(reference));
    office.put('parcels', { ...(office.parcel(small.parcelId) as Parcel), holder: null, state: 'released' });
    await until(async () => !(await kept()).includes(reference));
  });

  describe('scanned at the hand-over', () => {
    const number = '1Z999AA10123456784';
    const handOver = (here: TestBench) => here.state().verdict.values;
    const labelled = async (at: Awaited<ReturnType<typeof bench>>): Promise<void> => {
      await at.seal();
      at.outbox.move(String(at.here.state().lastSealed?.sealedBy), { step: 'confirmed' });
      await until(() => at.here.station.book.get(small.parcelId)?.state === 'labelled');
    };

    it.each([
      ['as it is told', number],
      ['with what the carrier puts around it', `420LS11AA\u001d${number}7`],
    ])('hands the box over with the network cut, %s', async (_what, code) => {
      const at = await bench({ ...offer, trackingNumber: number });
      await isHere(at.here);
      at.office.cut();
      await labelled(at);
      await at.here.scan(code);
      expect(at.here.said()).toBe('go handed-over');
      expect(handOver(at.here)).toMatchObject({ number: '1042' });
      const ops = await at.here.station.opLog.from(1, 100);
      expect(ops.at(-1)).toMatchObject({
        type: 'parcel.hand-over',
        parcelId: small.parcelId,
        body: { sscc: at.here.station.book.get(small.parcelId)?.sscc },
      });
      await at.here.scan(code);
      expect(at.here.said(), 'again').toBe('look parcel-handed-over');
    });

    it('is known as the box that left, also when head office has heard', async () => {
      const at = await bench({ ...offer, trackingNumber: number });
      await labelled(at);
      await at.here.scan(number);
      await until(() => at.here.station.opLog.unsettled().length === 0);
      expect(at.here.station.book.get(small.parcelId), 'out of memory').toBeNull();
      await at.here.scan(number);
      expect(at.here.said()).toBe('look parcel-handed-over');
    });

    it('waits for our own label, as ours does', async () => {
      const at = await bench({ ...offer, trackingNumber: number });
      await at.seal();
      await at.here.scan(number);
      expect(at.here.said()).toBe('stop parcel-not-labelled');
    });

    it('looks like an article number with a wrong check digit, and is the box all the same', async () => {
      const at = await bench({ ...offer, trackingNumber: '794644790138' });
      await labelled(at);
      at.here.session.scan(heardOf('794644790139', { aim: ']E0' }));
      await at.here.session.settled();
      expect(at.here.said(), 'a bad read stays one').toBe('stop code-misread');
      await at.here.scan(codes.command('ok'));
      at.here.session.scan(heardOf('794644790138', { aim: ']E0' }));
      await at.here.session.settled();
      expect(at.here.said()).toBe('go handed-over');
    });

    it('is an item first where the catalogue has it', async () => {
      const at = await bench({ ...offer, trackingNumber: codes.mug });
      await labelled(at);
      await at.here.scan(codes.mug);
      expect(at.here.said()).toBe('look nothing-waiting');
    });

    it('that fits two boxes is refused until our own label is scanned', async () => {
      const at = await bench({ ...offer, trackingNumber: number });
      await labelled(at);
      const mine = at.here.station.book.get(small.parcelId) as Parcel;
      const twin: Parcel = {
        ...mine,
        parcelId: parcelIdOf(77),
        orderNumber: '1077',
        sscc: numberOf(50),
        sealedBy: null,
      };
      at.office.put('parcels', twin);
      await until(() => at.here.station.book.held().length === 2);
      await at.here.scan(number);
      expect(at.here.said()).toBe('stop carrier-code-twice');
      await at.here.scan(number);
      expect(at.here.said()).toBe('stop scan-held-by-stop');
      await at.here.scan(numberOf(50));
      expect(at.here.said()).toBe('go handed-over');
      expect(handOver(at.here)).toMatchObject({ number: '1077' });
      await at.here.scan(number);
      expect(at.here.said(), 'the other one').toBe('go handed-over');
      expect(handOver(at.here)).toMatchObject({ number: '1042' });
    });
  });
});
