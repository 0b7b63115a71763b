// `npx tsx scripts/sample/main.ts [--data ../shared/data] [--seed 1]`: makes the files of server/sample/data anew from
// the two public data sets. Run by developers; the product only reads what it left behind.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { projectRoot } from '../folders.mjs';
import { chooseInvoices } from './choose-invoices';
import { inventCustomer } from './invent-customers';
import { layOutStock } from './lay-out-stock';
import { measureProducts } from './measure-products';
import { readOlist, readRetail } from './read-sources';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

function main(): void {
  if (options.help) {
    process.stdout.write(
      'npx tsx scripts/sample/main.ts [--data FOLDER] [--seed N]\n' +
        'Makes server/sample/data from FOLDER/orders-uci-online-retail and FOLDER/products-olist (../shared/data).\n',
    );
    return;
  }
  const dataFolder = resolve(projectRoot, options.data);
  const seed = Number(options.seed);
  const retail = readRetail(dataFolder);
  const products = measureProducts(retail, readOlist(dataFolder), seed);
  const { orders, extras } = chooseInvoices(retail.invoices, products, seed);
  const { bins, stock } = layOutStock(orders, seed);

  const used = new Set(orders.flatMap((order) => order.goods.map((row) => row.sku as string)));
  const customers = new Map(
    orders.map((order) => [order.customerId, inventCustomer(order.customerId, order.countryCode, seed)]),
  );
  const chosen = new Set([...orders.map((order) => order.invoice), ...extras]);
  const lines = retail.invoices
    .filter((invoice) => chosen.has(invoice))
    .flatMap((invoice) => invoice.lines.map((line) => line.text));

  const folder = join(projectRoot, 'server', 'sample', 'data');
  mkdirSync(folder, { recursive: true });
  const files = {
    'orders.csv.gz': `${[retail.header, ...lines].join('\n')}\n`,
    'products.json.gz': JSON.stringify([...products.values()].filter((product) => used.has(product.sku))),
    'customers.json.gz': JSON.stringify([...customers.values()]),
    'stock.json.gz': JSON.stringify({ bins, stock }),
  };
  for (const [name, text] of Object.entries(files)) {
    const packed = gzipSync(text, { level: 9 });
    writeFileSync(join(folder, name), packed);
    process.stdout.write(`${name}: ${packed.length} bytes\n`);
  }
  process.stdout.write(
    `${orders.length} orders, ${extras.length} further invoices, ${lines.length} lines, ${used.size} products, ` +
      `${customers.size} customers, ${stock.length} bins with stock\n`,
  );
}

main();
