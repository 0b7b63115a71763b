// A provider's message says only that there is something to see: its signature is checked, and how the payment stands is
// then asked of the provider itself. So repeated, late and swapped messages come to the same.
import { companyStream } from '../../../shared/domain/ids';
import { findRecords, readRecord } from '../records/read-records';
import { openProvider, portsOf } from './load-providers';
import { paymentRecord } from './payment-record';
import type { PaymentTools } from './perform-payment';
import { lookLater } from './tell-payment';

export async function hearProvider(
  tools: PaymentTools,
  providerId: string,
  body: Buffer,
  headers: Record<string, unknown>,
): Promise<'heard' | 'unknown' | 'not-signed'> {
  const { pool, writer, now, newId } = tools;
  const open = await openProvider(pool, providerId, portsOf(tools));
  if (!open?.provider.readNotice) return 'unknown';
  const notice = open.provider.readNotice(body, headers, now());
  if (!notice) return 'not-signed';
  const { paymentId, reference } = notice;
  const named = paymentId === null ? null : await readNamed(paymentId);
  const found =
    named ??
    (reference === null
      ? undefined
      : (await findRecords(pool, paymentRecord, `reference:${reference}`))[0]?.doc);
  // Not ours, or of a payment that was made elsewhere with the same account: nothing to do.
  if (!found || found.providerId !== providerId) return 'heard';
  const work = { paymentId: found.paymentId, key: null, askedAt: now().toISOString() };
  await writer.submit([companyStream], async (tx) => {
    await lookLater(tx, newId, work);
  });
  return 'heard';

  async function readNamed(id: string) {
    const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
    return isUuid ? readRecord(pool, paymentRecord, id) : null;
  }
}
