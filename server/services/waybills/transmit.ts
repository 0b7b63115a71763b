// A waybill handed to the tax authority's system: as often as it takes, and asked after until it is answered.
import { GiveUp, TryLater } from '../../jobs/outbox';
import { despatchAdviceOf } from '../e-invoice/ubl-tr-despatch';
import { readRecord } from '../records/read-records';
import { tellWaybill, waybillMachine, type WaybillTools } from './waybill-machine';

/** While a lorry waits at the dock the answer is looked for often. */
const askAgainMs = 2_000;
const longestAskMs = 60_000;

/** @param attempt 1 the first time @returns what was done, in a few words. @throws TryLater while the answer is out */
export async function transmitWaybill(
  tools: WaybillTools,
  waybillId: string,
  attempt: number,
): Promise<string> {
  const waybill = await readRecord(tools.pool, waybillMachine, waybillId);
  if (!waybill) return 'no such waybill';
  if (waybill.state !== 'waiting' && waybill.state !== 'handed') return waybill.state;
  const transmitter = tools.transmitters[waybill.transmitter];
  if (!transmitter) throw new GiveUp(`head office has no way "${waybill.transmitter}" to transmit waybills`);
  const file = { waybillId, number: waybill.number, xml: despatchAdviceOf(waybill) };
  const answer = await transmitter.transmit(file);
  const at = tools.now().toISOString();
  switch (answer.state) {
    case 'waiting':
      await tellWaybill(tools, waybillId, { type: 'RecordHandedOn', at });
      if (!transmitter.isPolled) return 'waits for somebody to tell';
      throw new TryLater('its answer is out', Math.min(longestAskMs, askAgainMs * attempt));
    case 'transmitted':
      await tellWaybill(tools, waybillId, { type: 'RecordTransmitted', at, reference: answer.reference });
      return 'transmitted';
    case 'refused':
      await tellWaybill(tools, waybillId, {
        type: 'RecordRefusal',
        code: answer.code,
        message: answer.message,
      });
      return `refused: ${answer.code}`;
    default:
      return answer satisfies never;
  }
}

/** After somebody has put right what it was refused for. */
export async function tryWaybillAgain(
  tools: WaybillTools,
  waybillId: string,
  actor: string,
): ReturnType<typeof tellWaybill> {
  const waybill = await readRecord(tools.pool, waybillMachine, waybillId);
  if (waybill?.state === 'refused')
    await tools.transmitters[waybill.transmitter]?.forget({ waybillId, number: waybill.number });
  return tellWaybill(tools, waybillId, { type: 'TryWaybillAgain' }, actor);
}
