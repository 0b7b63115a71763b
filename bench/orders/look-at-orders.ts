// What a person asks of the list of orders, of an order and of the search line, over HTTP like the office does: every filter
// the grid offers, alone where it finds much and where it finds little, every order of rows both ways, the first page and
// far into the list, and combinations that no index was made for. Beside each of them goes a bare look-up of one row over
// the same line, so that a slow machine is not taken for a slow list.
import { BenchCannotRun, seededRandom } from '../bench';
import { orderSorts } from '../../shared/contract/order-grid';
import type { DeepCursors } from './deep-cursors';
import { filterField, nameOf, numberOf, rare } from './fill-orders';
import type { OfficeLine } from './office-line';

type Looks = {
  /** Milliseconds by kind of look. */
  tookMs: Record<string, number[]>;
  /** Milliseconds of the bare look-ups in between. */
  bareMs: number[];
};

type Asked = {
  /** Orders of the past. */
  count: number;
  /** Their products, the commonest first. */
  skus: readonly string[];
  /** Looks of a kind. */
  turns: number;
  seed: number;
  deep: DeepCursors;
};

type Page = { rows: { orderId: string }[]; cursor: string | null; total: number };
type Look = (turn: number) => Promise<unknown>;

const rowsOfAPage = 100;

export async function lookAtOrders(
  line: OfficeLine,
  asked: Asked,
  note: (text: string) => void,
): Promise<Looks> {
  const tookMs: Record<string, number[]> = {};
  const bareMs: number[] = [];
  const some = await firstPage(line);
  for (const [kind, look] of Object.entries(looksOf(line, asked, some))) {
    const list: number[] = [];
    for (let turn = 0; turn < asked.turns; turn += 1) {
      let startedMs = performance.now();
      await look(turn);
      list.push(performance.now() - startedMs);
      startedMs = performance.now();
      await line.get('/v1/orders?limit=1&text=no-such-number-of-an-order-anywhere');
      bareMs.push(performance.now() - startedMs);
    }
    tookMs[kind] = list;
    note(`${kind} ${Math.round(Math.max(...list))} ms at most`);
  }
  return { tookMs, bareMs };
}

async function firstPage(line: OfficeLine): Promise<Page> {
  const page = await line.get<Page>(`/v1/orders?limit=${rowsOfAPage}`);
  if (page.rows.length < rowsOfAPage) throw new BenchCannotRun('the first page of orders is not full');
  return page;
}

function looksOf(line: OfficeLine, { count, skus, seed, deep }: Asked, some: Page): Record<string, Look> {
  const random = seededRandom(seed);
  const any = (): number => Math.floor(random() * count);
  const oneOf = <Value>(list: readonly Value[]): Value => list[Math.floor(random() * list.length)] as Value;
  const list = (asked: Record<string, string | number | boolean>): Promise<Page> =>
    line.get<Page>(
      `/v1/orders?${new URLSearchParams({ limit: String(rowsOfAPage), ...strings(asked) }).toString()}`,
    );
  const day = (): string => new Date(Date.UTC(2019, 0, 1) + any() * 211_000).toISOString().slice(0, 10);
  const days = (from: string, number: number): string =>
    new Date(Date.parse(from) + number * 86_400_000).toISOString().slice(0, 10);
  const family = (): string => nameOf(any()).split(' ')[1] ?? '';
  const found = some.rows.map(({ orderId }) => orderId);

  const filters: Record<string, () => Record<string, string | number | boolean>> = {
    Nothing: () => ({}),
    Open: () => ({
      status: 'placed,on-hold,awaiting-stock,partly-allocated,ready,partly-packed,packed,partly-shipped',
    }),
    Status: () => ({ status: oneOf(['shipped', 'cancelled', 'placed', 'on-hold', 'ready']) }),
    Channel: () => ({ channelId: oneOf(['web', 'shop', 'market', rare.channel]) }),
    Country: () => ({ country: oneOf(['GB', 'TR', 'US', rare.country, 'NZ']) }),
    Warehouse: () => ({ warehouseId: oneOf(['W1', 'W2', 'W9']) }),
    Hold: () => ({ hold: oneOf(['any', 'none', 'address', 'credit', rare.reason]) }),
    Payment: () => ({ payment: oneOf(['none', 'pending', 'captured', 'failed', 'expired']) }),
    Priority: () => ({ priority: oneOf(['normal', 'vip']) }),
    Placed: () => {
      const from = day();
      return { placedFrom: from, placedTo: days(from, oneOf([0, 7, 60, 900])) };
    },
    Promised: () => {
      const from = day();
      return { promisedFrom: from, promisedTo: days(from, oneOf([0, 7, 60, 900])) };
    },
    Total: () => ({ currency: oneOf(['GBP', 'EUR', 'USD']), totalFrom: any(), totalTo: 1_000_000 + any() }),
    TotalAny: () => ({ totalFrom: oneOf([100, 50_000, 400_000]) }),
    Sku: () => ({ sku: oneOf([skus[0] ?? '', skus[Math.floor(skus.length / 2)] ?? '', skus.at(-1) ?? '']) }),
    Tag: () => ({ tag: oneOf(['gift', rare.tag, 'nobody']) }),
    Field: () => ({ field: `${filterField}:${oneOf(['red', 'gold', 'mauve'])}` }),
    Customer: () => ({ customer: oneOf([family(), 'kaya', 'ay', 'zzq']) }),
    Text: () => ({ text: oneOf([family(), 'kaya', 'ja', 'zzq', numberOf(any()).slice(0, 7)]) }),
    // Each common or rare by itself, and rare or absent together.
    OpenOfChannel: () => ({ status: 'placed', channelId: oneOf(['market', rare.channel]), country: 'TR' }),
    CancelledVip: () => ({ status: 'cancelled', priority: 'vip', country: oneOf(['US', rare.country]) }),
    HeldElsewhere: () => ({ hold: 'any', channelId: 'phone', warehouseId: 'W2' }),
    PaidInDays: () => {
      const from = day();
      return { placedFrom: from, placedTo: days(from, 30), payment: 'failed', channelId: 'shop' };
    },
    VipOfWarehouse: () => ({ priority: 'vip', warehouseId: 'W2', channelId: rare.channel }),
    SkuOfCountry: () => ({
      sku: skus[Math.floor(skus.length / 3)] ?? '',
      country: 'US',
      status: 'cancelled',
    }),
    NameOfCountry: () => ({ customer: 'kaya', country: 'TR', status: 'on-hold' }),
    TaggedUnpaid: () => ({ tag: 'gift', payment: 'none', status: 'placed' }),
  };
  const looks: Record<string, Look> = {};
  for (const [kind, filter] of Object.entries(filters)) {
    looks[`grid${kind}`] = () => list(filter());
    // In an order that is not the filter's own.
    looks[`grid${kind}Sorted`] = (turn) =>
      list({ ...filter(), sort: orderSorts[turn % orderSorts.length] ?? 'placed', turned: random() < 0.5 });
  }
  for (const sort of orderSorts) looks[`gridBy${sort}`] = (turn) => list({ sort, turned: turn % 2 === 1 });
  for (const sort of orderSorts) {
    const behind = deep.get(sort) ?? [];
    looks[`deepBy${sort}`] = () => list({ sort, cursor: oneOf(behind) });
    for (const kind of ['Status', 'Country', 'Hold', 'Customer', 'Payment'] as const)
      looks[`deepBy${sort}${kind}`] = () => list({ ...filters[kind]?.(), sort, cursor: oneOf(behind) });
  }
  return {
    ...looks,
    searchAnything: () =>
      line.get(
        `/v1/office/search?text=${encodeURIComponent(oneOf([numberOf(any()), nameOf(any()), family(), 'kaya']))}`,
      ),
    searchNumber: async () => {
      const { rows } = await list({ text: numberOf(any()) });
      if (rows.length !== 1) throw new BenchCannotRun('an order is not found by its number');
    },
    searchName: async () => {
      const { rows } = await list({ text: family() });
      if (rows.length === 0) throw new BenchCannotRun('an order is not found by the name of its customer');
    },
    searchNobody: () => list({ text: `zzq${any()}` }),
    page: () => line.get(`/v1/orders/${oneOf(found)}`),
  };
}

function strings(values: Record<string, string | number | boolean>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
