// Waybills over HTTP, with an integrator that misbehaves on a real socket: whatever it does, nothing is sent twice that it may have.
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { TryLater } from '../../jobs/outbox';
import { httpTransmitter } from './http-transmitter';
import {
  integratorSecret,
  type Mood,
  notesInMemory,
  startIntegrator,
  type TestIntegrator,
} from './integrator.test-kit';
import type { TransmitterAnswer, WaybillTransmitter } from './transmitter';
import { itKeepsTheContract, someFile, type TransmitterSide } from './transmitter-contract.test-kit';

const open: TestIntegrator[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

type Side = TransmitterSide & {
  integrator: TestIntegrator;
  /** Milliseconds go by. */
  pass: (ms: number) => void;
  /** Head office is started anew. */
  again: () => WaybillTransmitter;
};

async function openSide(): Promise<Side> {
  let ms = Date.parse('2026-03-02T10:00:00Z');
  const now = (): Date => new Date(ms);
  const integrator = await startIntegrator(now);
  open.push(integrator);
  const notes = notesInMemory();
  const again = (): WaybillTransmitter =>
    httpTransmitter({ url: integrator.url, secret: integratorSecret, notes, now, timeoutMs: 2_000 });
  return {
    integrator,
    again,
    pass: (by) => {
      ms += by;
    },
    transmitter: again(),
    given: () => Promise.resolve(integrator.taken.map(({ xml }) => xml)),
    take: () => Promise.resolve(),
    answer: ({ waybillId }, answer) => {
      // It answers for whom it is asked about; the key says about which.
      for (const each of integrator.taken) each.answer = { ...answer, ettn: waybillId.toUpperCase() };
      return Promise.resolve();
    },
  };
}

const outcome = (transmitter: WaybillTransmitter): Promise<TransmitterAnswer | Error> =>
  transmitter.transmit(someFile).catch((cause: unknown) => cause as Error);
const [second, settled] = [1_000, 121_000];

describe('waybills over HTTP', () => {
  itKeepsTheContract(openSide);

  it('are signed, named by one key, and asked after under it', async () => {
    const { integrator, transmitter } = await openSide();
    for (const _again of [1, 2, 3]) await transmitter.transmit(someFile);
    const key = `${someFile.waybillId}.1`;
    expect(integrator.seen).toEqual([
      { method: 'POST', key, fault: null },
      { method: 'GET', key, fault: null },
      { method: 'GET', key, fault: null },
    ]);
  });

  it.each<Mood>(['lost', 'half-answer', 'error-behind-its-work', 'endless', 'nonsense'])(
    'are there once when the answer was %s, also after a restart',
    async (mood) => {
      const { integrator, again, pass } = await openSide();
      integrator.moods.push(mood);
      await outcome(again());
      for (const _look of [1, 2, 3]) {
        pass(settled);
        expect(await outcome(again())).toEqual({ state: 'waiting' });
      }
      expect(integrator.taken).toHaveLength(1);
      integrator.answerFor(someFile.waybillId, {
        state: 'transmitted',
        ettn: someFile.waybillId,
        reference: 'GIB-7',
      });
      expect(await outcome(again())).toEqual({ state: 'transmitted', reference: 'GIB-7' });
    },
  );

  it('wait for what may be on its way before they go once more, under the same key', async () => {
    const { integrator, again, pass } = await openSide();
    integrator.moods.push('lost');
    integrator.remembers = false;
    expect(await outcome(again())).toBeInstanceOf(Error);
    pass(second);
    expect(await outcome(again())).toEqual({ state: 'waiting' });
    expect(integrator.taken).toHaveLength(1);
    pass(settled);
    expect(await outcome(again())).toEqual({ state: 'waiting' });
    expect(new Set(integrator.taken.map(({ key }) => key)).size).toBe(1);
  });

  it('go at once when the other side took nothing for sure', async () => {
    const { integrator, again } = await openSide();
    integrator.moods.push('no', 'busy', 'elsewhere', 'well');
    expect(await outcome(again())).toMatchObject({ message: 'whoever transmits answered 401' });
    const busy = await outcome(again());
    expect(busy).toBeInstanceOf(TryLater);
    expect(busy).toMatchObject({ pauseMs: 7_000 });
    expect(await outcome(again())).toMatchObject({ message: 'whoever transmits answered 307' });
    expect(await outcome(again())).toEqual({ state: 'waiting' });
    expect(integrator.seen.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST', 'POST']);
    expect(integrator.taken).toHaveLength(1);
  });

  it('go at once when nobody was there', async () => {
    const { integrator, transmitter } = await openSide();
    const { url } = integrator;
    await integrator.close();
    open.length = 0;
    const notes = notesInMemory();
    const now = (): Date => new Date('2026-03-02T10:00:00Z');
    const nobody = httpTransmitter({ url, secret: integratorSecret, notes, now });
    expect(await outcome(nobody)).toBeInstanceOf(Error);
    expect(await notes.read(someFile.waybillId)).toEqual({ turn: 1, postedAt: null });
    expect(transmitter.isPolled).toBe(true);
  });

  it('are refused when it says so, and go under another key when they are tried again', async () => {
    const { integrator, again } = await openSide();
    await again().transmit(someFile);
    const refusal = { state: 'refused', ettn: someFile.waybillId, code: '1195', message: 'no such taxpayer' };
    integrator.answerFor(someFile.waybillId, refusal);
    expect(await outcome(again())).toEqual({ state: 'refused', code: '1195', message: 'no such taxpayer' });
    await again().forget(someFile);
    expect(await outcome(again())).toEqual({ state: 'waiting' });
    expect(integrator.taken.map(({ key }) => key)).toEqual([
      `${someFile.waybillId}.1`,
      `${someFile.waybillId}.2`,
    ]);
  });

  it('are there once in the end, whatever it does in whatever order, by one that remembers', async () => {
    const moods = fc.array(
      fc.constantFrom<Mood>(
        'well',
        'lost',
        'half-answer',
        'error-behind-its-work',
        'closed-unread',
        'busy',
        'no',
        'elsewhere',
        'nonsense',
      ),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(
        moods,
        fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 8 }),
        async (all, waits) => {
          const { integrator, again, pass } = await openSide();
          integrator.moods.push(...all);
          for (const ms of waits) {
            await outcome(again());
            pass(ms);
          }
          integrator.moods.length = 0;
          for (const _look of [1, 2, 3]) {
            await outcome(again());
            pass(settled);
          }
          expect(integrator.taken).toHaveLength(1);
          expect(integrator.seen.filter(({ fault }) => fault !== null)).toEqual([]);
          await integrator.close();
          open.splice(open.indexOf(integrator), 1);
        },
      ),
      { numRuns: 60, seed: 11 },
    );
  });
});
