// A pickup list as a page to print: what the driver counts, weighs and signs. No script; the same page for PDF printers.
import { createHash } from 'node:crypto';
import { type Manifest, manifestTotals } from '../../../shared/domain/manifest/manifest';
import { escaped, type PageLanguage, wordsIn } from './tracking-page';

const style = `body{font:11pt/1.35 sans-serif;color:#000;margin:12mm}h1{font-size:15pt;margin:0}
table{border-collapse:collapse;width:100%;margin-top:6mm}th,td{border:.3mm solid #000;padding:1mm 2mm;text-align:left}
td.n{text-align:right}thead{display:table-header-group}tr{break-inside:avoid}.sign{margin-top:14mm;border-top:.3mm solid #000;width:90mm;padding-top:1mm}`;

const styleHash = createHash('sha256').update(style).digest('base64');
export const sheetPolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export function manifestSheet(manifest: Manifest, language: PageLanguage): string {
  const say = wordsIn(language);
  const { count, weightGrams } = manifestTotals(manifest);
  const title = say('manifests.sheet.title', { number: manifest.number });
  const rows = manifest.parcels.map(
    (parcel, index) =>
      `<tr><td class="n">${index + 1}</td><td>${escaped(parcel.trackingNumber)}</td><td>${escaped(parcel.orderNumber)}/${parcel.boxNumber}</td><td>${escaped(parcel.serviceName)}</td><td>${escaped(parcel.countryCode)}</td><td class="n">${kilograms(parcel.weightGrams)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style></head>
<body><h1>${escaped(title)}</h1>
<p>${escaped(manifest.carrierName)}, ${escaped(manifest.warehouseId)}, ${escaped(manifest.day)}: ${escaped(say('manifests.sheet.parcels', { count, weight: kilograms(weightGrams) }))}</p>
<table><thead><tr><th>#</th><th>${escaped(say('shipments.tracking'))}</th><th>${escaped(say('shipments.order'))}</th><th>${escaped(say('shipments.carrier'))}</th><th></th><th>kg</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>
<p class="sign">${escaped(say('manifests.sheet.sign'))}</p>
</body></html>`;
}

function kilograms(grams: number): string {
  return (grams / 1000).toFixed(2);
}
