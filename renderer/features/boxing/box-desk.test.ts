// The plan of the open box at a whole bench: made beside the scans, checked before it is shown, kept through another choice.
import { afterEach, describe, expect, it } from 'vitest';
import type { BoxPlan } from '../../../shared/domain/boxing/plan';
import { planBoxes } from '../../../shared/domain/boxing/plan-boxes';
import { boxIdOf } from '../../../shared/domain/ids.test-kit';
import { newDisk, until } from '../../data/station.test-kit';
import {
  codes,
  companyOf,
  createFakeOutbox,
  newOffice,
  openTestBench,
  small,
  type TestBench,
} from '../packing/bench.test-kit';
import { ownCode } from '../../../shared/barcode/own-code';
import { openBoxDesk } from './box-desk';
import { type BoxPlanner, openWorkerPlanner, type PlanAsked } from './box-planner';
import { stepStates, whereOf } from './packed-steps';
import { drawingOrder } from './isometric';

const open: TestBench[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const smallCode = ownCode('box', 'B1');
async function benchWith(change: (office: ReturnType<typeof newOffice>) => void = () => undefined) {
  const office = newOffice();
  companyOf(office, small);
  office.put('directory', {
    kind: 'box',
    entryId: 'box B1',
    box: {
      boxId: 'B1',
      name: 'Small',
      code: smallCode,
      inner: { lengthMm: 310, widthMm: 110, heightMm: 110 },
      outer: { lengthMm: 318, widthMm: 118, heightMm: 126 },
      tareGrams: 90,
      maxGrams: 3000,
      costMinor: 18,
      currency: 'GBP',
    },
  });
  change(office);
  const bench = await openTestBench(newDisk(), office, createFakeOutbox());
  open.push(bench);
  await until(() => bench.station.book.held().length === 1 && bench.directory.box('B1') !== null);
  await bench.scan(codes.badge, codes.order);
  await bench.boxes.settled();
  return { bench, office };
}

describe('the plan of the open box', () => {
  it('is there soon after the box is opened, with every piece in its place', async () => {
    const { bench } = await benchWith();
    const { boxing } = bench.state();
    expect(boxing).toMatchObject({ state: 'planned', planned: ['B1'] });
    expect(boxing?.plan?.boxes[0]?.steps.map(({ name }) => name).sort()).toEqual([
      'Metal lantern',
      'White mug',
      'White mug',
    ]);
    expect(bench.reports).toEqual([]);
  });

  it('follows the scans: what is in, what goes where now, what is next', async () => {
    const { bench } = await benchWith();
    const states = () => {
      const { boxing, open: parcel } = bench.state();
      const [box] = boxing?.plan?.boxes ?? [];
      return box && parcel ? stepStates(box, parcel) : [];
    };
    expect(states()).toEqual(['next', 'later', 'later']);
    await bench.scan(codes.mug);
    expect(states().filter((state) => state === 'now')).toHaveLength(1);
    await bench.scan(codes.mug, codes.lamp);
    expect(states().sort()).toEqual(['in', 'in', 'now']);
    // Scans do not make another plan of it.
    const plan = bench.state().boxing?.plan;
    await bench.boxes.settled();
    expect(bench.state().boxing?.plan).toBe(plan);
  });

  it('is remade when a unit will not come, and for the box that was taken', async () => {
    const { bench } = await benchWith();
    await bench.scan(codes.box);
    expect(bench.said()).toBe('go box-other');
    await bench.boxes.settled();
    expect(bench.state().boxing).toMatchObject({ planned: ['B1'] });
    expect(bench.state().boxing?.plan?.boxes.map(({ boxId }) => boxId)).toEqual(['B3']);
    await bench.scan(codes.command('quantity-1'));
    expect(bench.said()).toBe('go box-lesson');
    const ops = await bench.station.opLog.from(1, 500);
    expect(ops.filter(({ type }) => type === 'parcel.choose-box').map(({ body }) => body)).toEqual([
      { boxId: 'B3', override: { planned: 'B1', reason: 'not-said', fillPermille: expect.any(Number) } },
      { boxId: 'B3', override: { planned: 'B1', reason: 'too-small', fillPermille: expect.any(Number) } },
    ]);
    await bench.scan(codes.command('missing'), codes.command('missing'));
    await bench.boxes.settled();
    expect(bench.state().boxing?.plan?.boxes[0]?.steps).toHaveLength(1);
  });

  it('uses boxes that there are, and says nothing without measures', async () => {
    const { bench } = await benchWith((office) =>
      office.put('directory', {
        kind: 'box-site',
        entryId: 'box-site leeds B1',
        site: { warehouseId: 'leeds', boxId: 'B1', onHand: 0, lowAt: null, fillPermille: 1000, misfits: [] },
      }),
    );
    expect(bench.state().boxing?.planned).toEqual(['B3']);
    const desk = openBoxDesk({
      planner: { plan: () => Promise.reject(new Error('not asked')), close: () => undefined },
      directory: bench.directory,
      products: { byIds: () => Promise.resolve([]) },
      warehouseId: 'leeds' as never,
      report: (cause) => bench.reports.push(cause),
    });
    desk.of(small);
    await desk.settled();
    expect(desk.of(small)).toMatchObject({ state: 'none', planned: [] });
    expect(bench.reports).toEqual([]);
  });

  it('is not shown when it is wrong: it is reported, and the packer chooses', async () => {
    const { bench } = await benchWith();
    const reports: unknown[] = [];
    const lying: BoxPlanner = {
      plan: (question) => {
        const right = planBoxes(question) as BoxPlan;
        const [box] = right.boxes;
        if (!box) throw new Error('no box');
        const steps = box.steps.map((step) => ({
          ...step,
          placement: { ...step.placement, x: 1, y: 1, z: 0 },
        }));
        return Promise.resolve({ ...right, boxes: [{ ...box, steps }] });
      },
      close: () => undefined,
    };
    const desk = openBoxDesk({
      planner: lying,
      directory: bench.directory,
      products: bench.station.store.pulled.products,
      warehouseId: 'leeds' as never,
      report: (cause) => reports.push(cause),
    });
    desk.of(small);
    await desk.settled();
    expect(desk.of(small)).toMatchObject({ state: 'none', plan: null, planned: [] });
    expect(String(reports[0])).toContain('overlap');
  });
});

describe('instructions of goods', () => {
  it('are read before the seal, whatever the plan', async () => {
    const { bench } = await benchWith((office) =>
      office.put('products', {
        sku: 'LAMP',
        name: 'Metal lantern',
        category: null,
        size: { lengthMm: 100, widthMm: 100, heightMm: 100 },
        weightGrams: 300,
        price: { amountMinor: 500, currency: 'GBP' },
        fragile: true,
        handling: {
          thisSideUp: true,
          liquid: false,
          shipsAlone: false,
          hazardClass: null,
          bearsGramsPerM2: null,
          protection: 'fragile',
          instructions: [{ en: 'Close the lid', tr: 'Kapağı kapatın' }],
        },
        barcodes: [{ code: codes.lamp, quantity: 1 }],
      }),
    );
    await bench.scan(codes.mug, codes.mug, codes.lamp, codes.box, codes.command('seal'));
    expect(bench.said()).toBe('look read-first');
    await bench.scan(codes.command('ok'));
    expect(bench.said()).toBe('go sealed');
    const ops = await bench.station.opLog.from(1, 500);
    expect(ops.find(({ type }) => type === 'parcel.seal')?.body).toMatchObject({ read: ['LAMP'] });
  });
});

describe('the planner in a worker', () => {
  type Heard = { message: ((event: { data: unknown }) => void)[]; error: ((event: unknown) => void)[] };
  const workers: { asked: PlanAsked[]; heard: Heard; ended: boolean }[] = [];
  const startWorker = (): Worker => {
    const mine = { asked: [] as PlanAsked[], heard: { message: [], error: [] } as Heard, ended: false };
    workers.push(mine);
    return {
      addEventListener: (kind: 'message' | 'error', listener: never) => mine.heard[kind].push(listener),
      postMessage: (asked: PlanAsked) => mine.asked.push(asked),
      terminate: () => {
        mine.ended = true;
      },
    } as unknown as Worker;
  };

  it('answers each question with its own plan, and begins again after it ended', async () => {
    const planner = openWorkerPlanner(startWorker);
    const question = { items: [], boxes: [], paddings: [], postage: null, taken: boxIdOf('B1') };
    const [one, two] = [planner.plan(question), planner.plan(question)];
    const [worker] = workers;
    for (const { id } of worker?.asked.toReversed() ?? [])
      for (const listener of worker?.heard.message ?? []) listener({ data: { id, plan: { boxes: [id] } } });
    expect(await Promise.all([one, two])).toEqual([{ boxes: [1] }, { boxes: [2] }]);
    const lost = planner.plan(question);
    for (const listener of worker?.heard.error ?? [])
      listener({ message: 'gone', preventDefault: () => undefined });
    await expect(lost).rejects.toThrow('gone');
    expect(worker?.ended).toBe(true);
    const last = planner.plan(question);
    expect(workers).toHaveLength(2);
    planner.close();
    await expect(last).rejects.toThrow('closed');
  });
});

describe('a picture of a box', () => {
  it('draws what is farther first', () => {
    const cube = (x: number, y: number, z: number) => ({ x, y, z, dx: 10, dy: 10, dz: 10 });
    const cubes = [cube(10, 10, 0), cube(0, 0, 0), cube(0, 0, 10), cube(10, 0, 0), cube(10, 10, 10)];
    const order = drawingOrder(cubes);
    const before = (a: number, b: number): boolean => order.indexOf(a) < order.indexOf(b);
    expect([...order].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
    expect([before(1, 3), before(3, 0), before(1, 2), before(0, 4)]).toEqual([true, true, true, true]);
  });

  it('says where each piece lies', () => {
    const room = { length: 300, width: 300, height: 300 };
    const at = (x: number, y: number, z: number) =>
      whereOf(
        {
          lineNo: 1,
          sku: 'A',
          name: 'A',
          marks: [],
          placement: { piece: 0, x, y, z, dx: 90, dy: 90, dz: 90 },
        },
        room,
      );
    expect(at(0, 0, 0)).toEqual({ level: 'floor', row: 'back', side: 'left' });
    expect(at(105, 105, 90)).toEqual({ level: 'upon', row: 'middle', side: 'middle' });
    expect(at(210, 210, 0)).toEqual({ level: 'floor', row: 'front', side: 'right' });
  });
});
