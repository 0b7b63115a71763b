// A channel of your own: a marketplace that sends one JSON note an order, signed with a key in a header, and takes notes
// back. Copy it, change the names of the fields, and name the built file in WAYBILL_PLUG_INS. It imports types only.
import type { PlugIn } from '../../server/plug-ins';
import type { ChannelConnector } from '../../server/services/channels/channel-connector';

const states: Readonly<Record<string, string>> = { paid: 'open', basket: 'waiting', returned: 'cancelled' };

export const plugIn: PlugIn = (tools) => {
  const { amountOf, fieldsOf, fieldsOfJson, instantOf, listOf, numberOf, textOf, textOrNull } = tools;
  const { isSignedBy, judgeTold, patiently, problem } = tools;
  const marketHall: ChannelConnector = {
    kind: 'market-hall',
    fields: [
      { name: 'baseUrl', kind: 'url', neededTo: ['send'] },
      { name: 'stallKey', kind: 'secret', neededTo: ['receive', 'send'] },
    ],

    open: ({ secrets }, { headers, body }) => {
      const given = Buffer.from(headers['x-hall-signature'] ?? '', 'hex');
      if (!isSignedBy([secrets['stallKey']], given, body)) return { ok: false, why: 'signature' };
      const deliveryId = headers['x-hall-note'];
      return deliveryId
        ? { ok: true, kind: 'order', deliveryId, topic: 'note' }
        : { ok: true, kind: 'nothing' };
    },

    read: (body, _topic, rules) => {
      const note = fieldsOfJson(body);
      if (!note) return { ok: false, problems: [problem('', 'not-json')] };
      const currency = textOf(note['money']);
      const buyer = fieldsOf(note['buyer']);
      return judgeTold(
        {
          externalId: textOf(note['ticket']),
          number: textOf(note['ticket']),
          placedAt: instantOf(note['bought']),
          changedAt: instantOf(note['written']),
          state: states[textOf(note['state'])] ?? 'waiting',
          currency,
          customer: { customerId: textOrNull(buyer['card']), name: textOf(buyer['name']) },
          shipTo: {
            name: textOf(buyer['name']),
            company: null,
            lines: [textOf(buyer['street'])],
            postcode: textOrNull(buyer['code']),
            city: textOf(buyer['town']),
            region: null,
            countryCode: textOf(buyer['country']),
            phone: null,
            email: null,
          },
          lines: listOf(note['goods']).map((line, index) => ({
            lineId: String(index + 1),
            sku: textOf(line['article']),
            quantity: numberOf(line['pieces']),
            removed: numberOf(line['struck'] ?? 0),
            unitPriceMinor: amountOf(line['each'], currency),
          })),
        },
        rules,
      );
    },

    send: {
      pull: null,
      pushStock: async (access, http, sku, available) => {
        const url = `${access.fields['baseUrl']}/articles/${encodeURIComponent(sku)}`;
        const headers = { 'x-hall-key': access.secrets['stallKey'] ?? '' };
        await patiently(() => http(url, { method: 'PUT', headers, json: { left: available } }));
        return { isListed: true, answer: `${available} left` };
      },
      pushShipment: async (access, http, parcel) => {
        // Named by our own number: told twice, it is one parcel there.
        const url = `${access.fields['baseUrl']}/tickets/${encodeURIComponent(parcel.externalOrderId)}/parcels/${parcel.parcelId}`;
        const headers = { 'x-hall-key': access.secrets['stallKey'] ?? '' };
        const json = { by: parcel.carrierName, number: parcel.trackingNumber };
        await patiently(() => http(url, { method: 'PUT', headers, json }));
        return 'told';
      },
    },
  };
  return { channels: [marketHall] };
};
