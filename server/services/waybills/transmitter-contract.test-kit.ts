// What every way to transmit waybills must do, with the other side played by the test.
import { expect, it } from 'vitest';
import type { TransmitterAnswer, WaybillFile, WaybillTransmitter } from './transmitter';

export type TransmitterSide = {
  transmitter: WaybillTransmitter;
  /** Files that the other side was given, also those it has taken away. */
  given: () => Promise<readonly string[]>;
  /** The other side takes what lies there. */
  take: () => Promise<void>;
  /** It answers; null where only a person can. */
  answer: ((file: WaybillFile, answer: TransmitterAnswer) => Promise<void>) | null;
};

export const someFile: WaybillFile = {
  waybillId: '01890000-0000-7000-8000-000000000001',
  number: 'IRS2026000000001',
  xml: '<DespatchAdvice/>',
};

export function itKeepsTheContract(open: () => Promise<TransmitterSide>): void {
  it('hands one waybill over once, however often it is asked to', async () => {
    const { transmitter, given, take } = await open();
    for (const round of [1, 2, 3]) {
      expect(await transmitter.transmit(someFile)).toEqual({ state: 'waiting' });
      if (round === 2) await take();
    }
    expect((await given()).length).toBeLessThanOrEqual(1);
    expect(await given()).toEqual(transmitter.isPolled ? [someFile.xml] : []);
  });

  it.each<TransmitterAnswer>([
    { state: 'transmitted', reference: 'GIB-7' },
    { state: 'refused', code: '1195', message: 'no such taxpayer' },
  ])('tells the answer as often as it is asked: $state', async (wanted) => {
    const { transmitter, answer } = await open();
    expect(transmitter.isPolled).toBe(answer !== null);
    if (!answer) return;
    await transmitter.transmit(someFile);
    await answer(someFile, wanted);
    for (const _again of [1, 2]) expect(await transmitter.transmit(someFile)).toEqual(wanted);
  });

  it('takes no answer to another waybill for its own', async () => {
    const { transmitter, answer } = await open();
    await transmitter.transmit(someFile);
    await answer?.(
      { ...someFile, waybillId: '01890000-0000-7000-8000-000000000002' },
      { state: 'transmitted', reference: null },
    );
    expect(await transmitter.transmit(someFile)).toEqual({ state: 'waiting' });
  });

  it('hands it over once more after it was forgotten', async () => {
    const { transmitter, given, take, answer } = await open();
    await transmitter.transmit(someFile);
    await take();
    await answer?.(someFile, { state: 'refused', code: 'x', message: '' });
    await transmitter.forget(someFile);
    expect(await transmitter.transmit(someFile)).toEqual({ state: 'waiting' });
    expect(await given()).toHaveLength(transmitter.isPolled ? 2 : 0);
  });
}
