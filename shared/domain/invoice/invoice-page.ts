// An invoice as a page that prints on A4 or is kept as a PDF by any browser: no script, nothing from elsewhere, every text
// of a customer escaped.
import { minorDigitsOf } from '../../money/money';
import type { Invoice } from './invoice';

export type InvoiceWords = Record<
  | 'invoice'
  | 'number'
  | 'date'
  | 'due'
  | 'order'
  | 'item'
  | 'quantity'
  | 'price'
  | 'discount'
  | 'net'
  | 'tax'
  | 'total'
  | 'to',
  string
>;

export function invoicePage(invoice: Invoice, words: InvoiceWords, lang: 'en' | 'tr'): string {
  const money = (minor: number): string => decimal(minor, invoice.currency, lang);
  const day = (at: string): string => at.slice(0, 10);
  const { address } = invoice;
  const to = [
    invoice.customerName,
    address.company,
    ...address.lines,
    [address.postcode, address.city].filter(Boolean).join(' '),
    address.region,
    address.countryCode,
  ].filter((line): line is string => line !== null && line !== '');
  const rows = invoice.lines.map(
    (line) =>
      `<tr><td>${escape(line.sku)}</td><td>${escape(line.name)}</td><td class="n">${line.quantity}</td><td class="n">${money(line.unitPriceMinor)}</td><td class="n">${money(line.discountMinor)}</td><td class="n">${percent(line.taxPpm)}</td><td class="n">${money(line.totalMinor)}</td></tr>`,
  );
  const taxes = invoice.taxes.map(
    ({ taxPpm, netMinor, taxMinor }) =>
      `<tr><td>${words.tax} ${percent(taxPpm)} (${words.net} ${money(netMinor)})</td><td class="n">${money(taxMinor)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><title>${escape(`${words.invoice} ${invoice.number}`)}</title>
<style>@page{size:A4;margin:18mm}body{font:11pt sans-serif;color:#000;background:#fff}table{border-collapse:collapse;width:100%;margin:6mm 0}th,td{border-bottom:.3mm solid #999;padding:1.5mm;text-align:left}.n{text-align:right;font-variant-numeric:tabular-nums}tfoot td,.sum{font-weight:bold}</style></head>
<body><h1>${words.invoice} ${escape(invoice.number)}</h1>
<p>${words.to}:<br>${to.map(escape).join('<br>')}</p>
<p>${words.date}: ${day(invoice.issuedAt)}<br>${words.due}: ${day(invoice.dueAt)}<br>${words.order}: ${escape(invoice.orderNumber)}</p>
<table><thead><tr><th>${words.number}</th><th>${words.item}</th><th class="n">${words.quantity}</th><th class="n">${words.price}</th><th class="n">${words.discount}</th><th class="n">${words.tax}</th><th class="n">${words.total}</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>
<table><tbody><tr><td>${words.net}</td><td class="n">${money(invoice.netMinor)}</td></tr>${taxes.join('')}<tr class="sum"><td>${words.total}</td><td class="n">${money(invoice.totalMinor)} ${invoice.currency}</td></tr></tbody></table>
</body></html>
`;
}

function escape(text: string): string {
  const signs: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

function decimal(minor: number, currency: string, lang: 'en' | 'tr'): string {
  const digits = minorDigitsOf(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+$)/g, lang === 'tr' ? '.' : ',');
  const fraction = digits === 0 ? '' : `${lang === 'tr' ? ',' : '.'}${text.slice(-digits)}`;
  return `${minor < 0 ? '-' : ''}${whole}${fraction}`;
}

function percent(ppm: number): string {
  return `${String(ppm / 10_000)} %`;
}
