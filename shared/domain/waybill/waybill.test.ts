import { describe, expect, it } from 'vitest';
import { opIdOf, orderIdOf, parcelIdOf, skuOf } from '../ids.test-kit';
import { header, leeds } from '../order/order.test-kit';
import {
  decideWaybillRecord,
  evolveWaybillRecord,
  type Waybill,
  type WaybillDraft,
  type WaybillRecordCommand,
  type WaybillState,
  waybillStates,
} from './waybill';
import { turkishDay, turkishTime, waybillNumber, waybillSeries } from './waybill-rules';

const at = '2026-03-02T10:00:00.000Z';
const draft: WaybillDraft = {
  waybillId: opIdOf(90),
  number: 'IRS2026000000001',
  parcelId: parcelIdOf(1),
  warehouseId: leeds,
  orderId: orderIdOf(1),
  orderNumber: '1042',
  boxNumber: 1,
  issuedAt: at,
  orderedOn: '2026-03-01',
  sender: {
    taxNumber: '1234567890',
    taxOffice: 'Kadıköy',
    name: 'Ev A.Ş.',
    street: 'Moda Cd. 1',
    district: 'Kadıköy',
    city: 'İstanbul',
    postcode: '34710',
  },
  to: header.shipTo,
  carrierName: 'PTT',
  carrierTaxNumber: null,
  weightGrams: 1200,
  lines: [{ sku: skuOf('MUG'), name: 'Fincan', quantity: 2 }],
  transmitter: 'folder',
};
const commands: Record<string, WaybillRecordCommand> = {
  draft: { type: 'DraftWaybill', draft },
  handed: { type: 'RecordHandedOn', at },
  transmitted: { type: 'RecordTransmitted', at, reference: 'GIB-1' },
  refused: { type: 'RecordRefusal', code: '1195', message: 'no such taxpayer' },
  again: { type: 'TryWaybillAgain' },
  void: { type: 'VoidWaybill' },
};
const tell = (waybill: Waybill | null, ...names: string[]): Waybill | null =>
  names.reduce<Waybill | null>((state, name) => {
    const decision = decideWaybillRecord(state, commands[name] as WaybillRecordCommand);
    return decision.ok ? decision.events.reduce<Waybill | null>(evolveWaybillRecord, state) : state;
  }, waybill);
const inState: Record<WaybillState, Waybill | null> = {
  waiting: tell(null, 'draft'),
  handed: tell(null, 'draft', 'handed'),
  transmitted: tell(null, 'draft', 'transmitted'),
  refused: tell(null, 'draft', 'refused'),
  void: tell(null, 'draft', 'void'),
};

describe('a waybill', () => {
  it.each<[string, Record<WaybillState, string>]>([
    ['draft', { waiting: '', handed: '', transmitted: '', refused: '', void: '' }],
    ['handed', { waiting: 'WaybillHandedOn', handed: '', transmitted: '', refused: '', void: '' }],
    [
      'transmitted',
      {
        waiting: 'WaybillTransmitted',
        handed: 'WaybillTransmitted',
        transmitted: '',
        refused: 'WaybillTransmitted',
        void: 'WaybillTransmitted',
      },
    ],
    [
      'refused',
      {
        waiting: 'WaybillRefused',
        handed: 'WaybillRefused',
        transmitted: '!waybill-transmitted',
        refused: '',
        void: '',
      },
    ],
    [
      'again',
      {
        waiting: '!waybill-not-refused',
        handed: '!waybill-not-refused',
        transmitted: '!waybill-not-refused',
        refused: 'WaybillTriedAgain',
        void: '!waybill-not-refused',
      },
    ],
    [
      'void',
      {
        waiting: 'WaybillVoided false',
        handed: 'WaybillVoided false',
        transmitted: 'WaybillVoided true',
        refused: 'WaybillVoided false',
        void: '',
      },
    ],
  ])('%s: what every state answers', (name, wanted) => {
    for (const state of waybillStates) {
      expect(inState[state]?.state).toBe(state);
      const decision = decideWaybillRecord(inState[state], commands[name] as WaybillRecordCommand);
      const said = decision.ok
        ? decision.events
            .map((event) => `${event.type}${'isKnown' in event ? ` ${event.isKnown}` : ''}`)
            .join(' ')
        : `!${decision.refusal.code}`;
      expect(said, state).toBe(wanted[state]);
    }
  });

  it('begins with a draft alone', () => {
    expect(decideWaybillRecord(null, commands['handed'] as WaybillRecordCommand)).toMatchObject({
      refusal: { code: 'waybill-unknown' },
    });
  });

  it('that nobody wants any more and the authority took all the same says so', () => {
    expect(tell(inState.void, 'transmitted')).toMatchObject({ state: 'void', transmittedAt: at });
  });

  it('sent again forgets what it was refused for', () => {
    expect(inState.refused?.trouble).toEqual({ code: '1195', message: 'no such taxpayer' });
    expect(tell(inState.refused, 'again')).toMatchObject({ state: 'waiting', trouble: null });
  });

  it('has a number of 16 signs, of the year and the day that Turkey has', () => {
    expect(waybillSeries('IRS', '2025-12-31T20:59:59.000Z')).toBe('IRS2025');
    expect(waybillSeries('IRS', '2025-12-31T21:00:00.000Z')).toBe('IRS2026');
    expect(waybillNumber('IRS2026', 42)).toBe('IRS2026000000042');
    expect([turkishDay('2026-03-02T22:30:05.000Z'), turkishTime('2026-03-02T22:30:05.000Z')]).toEqual([
      '2026-03-03',
      '01:30:05',
    ]);
  });
});
