// What leaves the database for a return: its label is asked for at the provider, given up with it, and looked after until
// the goods are on their way. Every step may be done again.
import { companyStream } from '../../../shared/domain/ids';
import type { GoodsReturn } from '../../../shared/domain/returns/goods-return';
import { isAwaited } from '../../../shared/domain/returns/questions';
import { GiveUp, later, pauseAfter, type Performed, TryLater } from '../../jobs/outbox';
import { CarrierFailure } from '../carriers/carrier-strategy';
import type { CarrierDesk } from '../carriers/connections';
import { headOfficeCause } from '../changes/change-set';
import { readRecord } from '../records/read-records';
import { tellRecord } from '../records/tell-record';
import { loadWarehouse } from '../shipments/shipment-facts';
import type { ReturnTools } from './advise-return';
import { loadReturnPolicy } from './return-policy';
import { readReturnable } from './return-facts';
import { returnMachine } from './return-machine';
import { openReturnProvider } from './return-providers';

export type ReturnDesk = ReturnTools & { carriers: CarrierDesk };
export type ReturnWork = { returnId: string };

export const trackReturnTopic = 'return-track';
export const giveUpTopic = 'return-give-up';
const askEveryMs = 6 * 3_600_000;

export async function labelReturn(desk: ReturnDesk, work: Performed<ReturnWork>): Promise<string> {
  const found = await readRecord(desk.pool, returnMachine, work.payload.returnId);
  if (!found || !isAwaited(found) || found.label) return 'not wanted any more';
  const provider = await providerOf(desk, found);
  const { policy } = await loadReturnPolicy(desk.pool);
  const about = await readReturnable(desk.pool, found.orderId, policy, desk.now().toISOString());
  const to = await loadWarehouse(desk.pool, found.warehouseId);
  if (!about || !to) throw new GiveUp('there is no order or no address of the warehouse');
  const weightGrams = found.lines.reduce((sum, { lineNo, asked }) => {
    const own = about.lines.find(({ line }) => line.lineNo === lineNo);
    return sum + asked * (own?.weightGrams ?? 0);
  }, 0);
  const label = await patiently(work.attempt, () =>
    provider.label({
      reference: found.returnId,
      number: found.number,
      orderNumber: found.orderNumber,
      from: about.order.shipTo,
      to: to.address,
      weightGrams,
      lines: found.lines.map(({ sku, name, asked, reason }) => ({ sku, name, quantity: asked, reason })),
    }),
  );
  const cause = headOfficeCause({ at: desk.now().toISOString() });
  const told = await desk.writer.submit([companyStream], async (tx) => {
    const command = { type: 'RecordReturnLabel', label } as const;
    const answer = await tellRecord(tx, returnMachine, found.returnId, command, cause);
    const availableAt = new Date(desk.now().getTime() + askEveryMs).toISOString();
    const payload = { returnId: found.returnId };
    if (answer.ok && provider.tells)
      await later(
        tx.client,
        [{ topic: trackReturnTopic, key: found.returnId, payload, availableAt }],
        desk.newId,
      );
    return answer;
  });
  // It was given up while the provider thought: so is the label.
  if (!told.ok) await patiently(work.attempt, () => provider.giveUp(label));
  return told.ok ? `label ${label.trackingNumber ?? label.reference}` : 'given up again';
}

export async function trackReturn(desk: ReturnDesk, work: Performed<ReturnWork>): Promise<string> {
  const found = await readRecord(desk.pool, returnMachine, work.payload.returnId);
  if (!found?.label || (found.state !== 'advised' && found.state !== 'expired')) return 'nothing to ask';
  const { label } = found;
  const provider = await providerOf(desk, found);
  const at = await patiently(work.attempt, () => provider.sentAt(label));
  await desk.writer.submit([companyStream], async (tx) => {
    const cause = headOfficeCause({ at: desk.now().toISOString() });
    if (at !== null) {
      await tellRecord(tx, returnMachine, found.returnId, { type: 'RecordReturnSent', at }, cause);
      return;
    }
    if (found.state !== 'advised') return;
    const availableAt = new Date(desk.now().getTime() + askEveryMs).toISOString();
    await later(
      tx.client,
      [{ topic: trackReturnTopic, key: found.returnId, payload: work.payload, availableAt }],
      desk.newId,
    );
  });
  return at === null ? 'not on its way' : `on its way since ${at}`;
}

export async function giveUpLabel(desk: ReturnDesk, work: Performed<ReturnWork>): Promise<string> {
  const found = await readRecord(desk.pool, returnMachine, work.payload.returnId);
  if (!found?.label) return 'there is no label';
  const { label } = found;
  const provider = await providerOf(desk, found);
  await patiently(work.attempt, () => provider.giveUp(label));
  return `given up ${label.reference}`;
}

async function providerOf(desk: ReturnDesk, { providerId }: GoodsReturn) {
  const provider = await openReturnProvider(
    desk.pool,
    { db: desk.pool, carriers: desk.carriers, fetch: desk.carriers.ports.fetch },
    providerId,
  );
  if (!provider) throw new GiveUp(`there is no returns provider ${providerId}`);
  return provider;
}

async function patiently<T>(attempt: number, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (!(cause instanceof CarrierFailure)) throw cause;
    if (cause.kind === 'refused') throw new GiveUp(`${cause.code}: ${cause.message}`);
    throw new TryLater(cause.message, Math.max(cause.pauseMs ?? 0, pauseAfter(attempt)));
  }
}
