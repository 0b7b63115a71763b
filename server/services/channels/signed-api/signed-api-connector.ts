// Our own protocol for shops that have none of the known ones: JSON as /openapi.json describes it, signed over timestamp
// and body, so that neither can be changed, and a delivery that somebody kept is worth nothing after five minutes.
import type {
  ChannelAccess,
  ChannelConnector,
  Delivery,
  Opened,
  Sender,
  ShippedParcel,
} from '../channel-connector';
import { ChannelFailure, type ChannelHttp, patiently } from '../channel-http';
import { fieldsOfJson } from '../read-fields';
import { judgeTold, problem } from '../../../../shared/domain/channel/told-problems';
import { hmacSha256, isSignedBy } from '../signatures';

/** A delivery is refused when its time is further from head office's than this. */
export const replayWindowMs = 300_000;
export const timestampHeader = 'waybill-timestamp';
export const signatureHeader = 'waybill-signature';

/** `v1=` and the hex HMAC-SHA256 of the timestamp (seconds since 1970), a dot, and the body. */
export function signatureOf(secret: string, timestamp: string, body: string | Buffer): string {
  return `v1=${hmacSha256(secret, `${timestamp}.`, body).toString('hex')}`;
}

export const signedApiConnector: ChannelConnector = {
  kind: 'signed-api',
  fields: [
    { name: 'secret', kind: 'secret', neededTo: ['receive', 'send'] },
    { name: 'secretBefore', kind: 'secret', neededTo: [] },
    { name: 'pushUrl', kind: 'url', neededTo: ['send'] },
  ],
  open,
  read: (body, _topic, rules) => {
    const fields = fieldsOfJson(body);
    return fields ? judgeTold(fields, rules) : { ok: false, problems: [problem('', 'not-json')] };
  },
  send: senderOf(),
};

function open({ secrets }: ChannelAccess, { headers, body }: Delivery, at: Date): Opened {
  const timestamp = headers[timestampHeader] ?? '';
  const hex = /^v1=([0-9a-f]{64})$/.exec(headers[signatureHeader] ?? '')?.[1] ?? '';
  const isRight = isSignedBy(
    [secrets['secret'], secrets['secretBefore']],
    Buffer.from(hex, 'hex'),
    `${timestamp}.`,
    body,
  );
  if (!isRight) return { ok: false, why: 'signature' };
  const atMs = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * 1000 : Number.NaN;
  if (!(Math.abs(at.getTime() - atMs) <= replayWindowMs)) return { ok: false, why: 'time' };
  return { ok: true, kind: 'order', deliveryId: hex, topic: 'order' };
}

/** Tells the shop's own server, signed the same way; `id` is the same when the same is told again. */
function senderOf(): Sender {
  const tell = async (access: ChannelAccess, http: ChannelHttp, message: object): Promise<string> => {
    const url = access.fields['pushUrl'];
    const secret = access.secrets['secret'];
    if (!url || !secret) throw new ChannelFailure('address or secret is not entered', 'never', null, 0, '');
    const body = JSON.stringify(message);
    const timestamp = String(Math.floor(Date.now() / 1000));
    const headers = {
      'content-type': 'application/json',
      [timestampHeader]: timestamp,
      [signatureHeader]: signatureOf(secret, timestamp, body),
    };
    const { status } = await patiently(() => http(url, { method: 'POST', headers, json: body }));
    return `answered ${status}`;
  };
  return {
    pull: null,
    pushStock: async (access, http, sku, available) => ({
      isListed: true,
      answer: await tell(access, http, { type: 'stock', sku, available }),
    }),
    pushShipment: (access, http, parcel: ShippedParcel) =>
      tell(access, http, { type: 'shipment', id: parcel.parcelId, ...parcel }),
  };
}
