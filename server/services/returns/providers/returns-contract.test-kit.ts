// What every provider of returns keeps, whoever it is. A test file opens its provider and hands it in.
import { expect, it } from 'vitest';
import { returnLabelSchema } from '../../../../shared/domain/returns/goods-return';
import { addressIn } from '../../carriers/carrier-contract.test-kit';
import type { ReturnsProvider, ReturnToLabel } from './returns-provider';

let references = 0;
export function returnToLabel(change: Partial<ReturnToLabel> = {}): ReturnToLabel {
  references += 1;
  return {
    reference: `018f0000-0000-7000-8000-${String(references).padStart(12, '0')}`,
    number: '100000014',
    orderNumber: '1042',
    from: addressIn('GB', 'LS2 1AA'),
    to: addressIn('GB', 'LS1 4AP'),
    weightGrams: 900,
    lines: [{ sku: 'MUG', name: 'A mug', quantity: 2, reason: 'not-wanted' }],
    ...change,
  };
}

/** @param provider asked at the time of each test */
export function keepsReturnsContract(provider: () => ReturnsProvider): void {
  it('makes one label for one return, however often it is asked', async () => {
    const asked = returnToLabel();
    const first = await provider().label(asked);
    expect(returnLabelSchema.parse(first)).toEqual(first);
    expect(await provider().label(asked)).toEqual(first);
  });

  it('gives a label up, and says so again when asked again', async () => {
    const label = await provider().label(returnToLabel());
    await provider().giveUp(label);
    await provider().giveUp(label);
  });

  it('knows nothing of the way before anybody has sent it', async () => {
    const label = await provider().label(returnToLabel());
    expect(await provider().sentAt(label)).toBeNull();
  });
}
