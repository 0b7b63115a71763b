// A paper as a page of its own with its size said outright: no script, nothing from elsewhere, every text escaped.
// The same paper and attempt give the same page.
import { type Paper, type PaperGrid, type PaperParty, rollMm, sheetMm } from './paper';

export type PaperSize = { widthMm: number; heightMm: number };

/** `bars`: the code as an SVG element of ours, or nothing; `rowBars`: of a row. `attempt` 1 is the first print. */
export type PaperPrint = { attempt: number; bars: string; rowBars?: (code: string) => string };

const rollTextMm = 4.6;
const rollLetters = 34;

/** As wide as the paper; a roll as long as what is printed on it, and never too short. */
export function paperSize(paper: Paper): PaperSize {
  if (paper.format !== 'roll-80') return sheetMm[paper.format];
  const wrapped = (text: string, letters = rollLetters): number =>
    Math.max(1, Math.ceil(text.length / letters));
  const lines = [
    ...[paper.seller, paper.to].flatMap((party) => (party ? [party.title, party.name, ...party.lines] : [])),
    ...paper.facts.map(({ name, value }) => `${name}: ${value}`),
    ...paper.foot,
    ...paper.sums.map(({ name, amount }) => `${name} ${amount}`),
    ...(paper.gift ? [paper.gift.title, ...paper.gift.message.split('\n')] : []),
  ].reduce((sum, text) => sum + wrapped(text), 0);
  const goods = paper.lines.reduce(
    (sum, line) => sum + wrapped(line.text) + wrapped(line.sku) + (line.price === null ? 0 : 1),
    0,
  );
  const grid = (paper.grid?.rows ?? []).reduce(
    (sum, { cells, code }) => sum + cells.reduce((rows, cell) => rows + wrapped(cell), 0) + (code ? 3 : 0),
    paper.grid?.totals.length ?? 0,
  );
  return { widthMm: rollMm['roll-80'], heightMm: Math.ceil(60 + (lines + goods + grid) * rollTextMm * 1.25) };
}

export function paperHtml(paper: Paper, { attempt, bars, rowBars = () => '' }: PaperPrint): string {
  const { widthMm, heightMm } = paperSize(paper);
  const isRoll = paper.format === 'roll-80';
  const marginMm = isRoll ? 4 : paper.format === 'A5' ? 10 : 16;
  const copy = attempt > 1 ? `<p class="copy">${escape(paper.copyWord)} ${attempt}</p>` : '';
  return `<!doctype html>
<html lang="${paper.language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(`${paper.title} ${paper.number}`)}</title>
<style>@page{size:${widthMm}mm ${heightMm}mm;margin:${marginMm}mm}
*{box-sizing:border-box}body{margin:0;font:${isRoll ? '9pt' : '10.5pt'}/1.35 "Atkinson Hyperlegible","DejaVu Sans","Liberation Sans",sans-serif;color:#000;background:#fff;overflow-wrap:anywhere}
h1{font-size:${isRoll ? '13pt' : '18pt'};margin:0}header,.parties{display:flex;flex-wrap:wrap;gap:4mm;justify-content:space-between}
.bars svg{display:block;height:${isRoll ? 11 : 14}mm;max-width:100%}p{margin:0 0 2mm}dl{display:grid;grid-template-columns:max-content 1fr;gap:.5mm 3mm;margin:3mm 0}dd{margin:0}
table{border-collapse:collapse;width:100%;margin:3mm 0}th,td{border-bottom:.2mm solid #777;padding:1mm;text-align:left;vertical-align:top}
th:first-child,td:first-child{padding-left:0}.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}tr{break-inside:avoid}thead{display:table-header-group}
.sums tr:last-child td{font-weight:bold;border-bottom:none}.gift{border:.4mm solid #000;padding:3mm;margin:3mm 0;white-space:pre-line}.copy{font-weight:bold;text-align:right}.bars.row svg{height:9mm}.totals td{font-weight:bold}</style></head>
<body><header><div>${party(paper.seller)}</div><div class="bars">${bars}</div></header>
<h1>${escape(paper.title)} <span>${escape(paper.number)}</span></h1>${copy}
<div class="parties">${paper.to ? `<div>${party(paper.to)}</div>` : ''}
<dl>${paper.facts.map(({ name, value }) => `<dt>${escape(name)}</dt><dd>${escape(value)}</dd>`).join('')}</dl></div>
${paper.gift ? `<p class="gift"><strong>${escape(paper.gift.title)}</strong>\n${escape(paper.gift.message)}</p>` : ''}
${paper.grid ? (isRoll ? rollGrid(paper.grid, rowBars) : sheetGrid(paper.grid, rowBars)) : isRoll ? rollLines(paper) : sheetLines(paper)}
${paper.sums.length === 0 ? '' : `<table class="sums"><tbody>${paper.sums.map(({ name, amount }) => `<tr><td>${escape(name)}</td><td class="n">${escape(amount)}</td></tr>`).join('')}</tbody></table>`}
${paper.foot.map((line) => `<p>${escape(line)}</p>`).join('')}
</body></html>
`;
}

function party({ title, name, lines }: PaperParty): string {
  const head = title === '' ? '' : `${escape(title)}<br>`;
  return `<p>${head}<strong>${escape(name)}</strong>${lines.map((line) => `<br>${escape(line)}`).join('')}</p>`;
}

function sheetLines({ columns, lines }: Paper): string {
  const isPriced = lines.some(({ price }) => price !== null);
  const prices = isPriced
    ? `<th class="n">${escape(columns.price)}</th><th class="n">${escape(columns.amount)}</th>`
    : '';
  const rows = lines.map(
    ({ sku, text, quantity, price, amount }) =>
      `<tr><td>${escape(sku)}</td><td>${escape(text)}</td><td class="n">${escape(quantity)}</td>${isPriced ? `<td class="n">${escape(price ?? '')}</td><td class="n">${escape(amount ?? '')}</td>` : ''}</tr>`,
  );
  return `<table class="lines"><thead><tr><th>${escape(columns.sku)}</th><th>${escape(columns.item)}</th><th class="n">${escape(columns.quantity)}</th>${prices}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table>`;
}

function sheetGrid({ columns, rows, totals }: PaperGrid, bars: (code: string) => string): string {
  const class_ = (at: number): string => (columns[at]?.isNumber ? ' class="n"' : '');
  const cells = (texts: readonly string[], code: string | null): string =>
    texts
      .map(
        (cell, at) => `<td${class_(at)}>${escape(cell)}${at === 0 && code ? rowCode(code, bars) : ''}</td>`,
      )
      .join('');
  return `<table class="lines"><thead><tr>${columns.map(({ name }, at) => `<th${class_(at)}>${escape(name)}</th>`).join('')}</tr></thead><tbody>
${rows.map((row) => `<tr>${cells(row.cells, row.code)}</tr>`).join('\n')}
${totals.length === 0 ? '' : `<tr class="totals">${cells(totals, null)}</tr>`}
</tbody></table>`;
}

/** Each cell with its heading, one below the other. */
function rollGrid({ columns, rows, totals }: PaperGrid, bars: (code: string) => string): string {
  const block = (texts: readonly string[], code: string | null): string => {
    const [first = '', ...others] = texts;
    const rest = others.flatMap((cell, at) =>
      cell === '' ? [] : [`${escape(columns[at + 1]?.name ?? '')}: ${escape(cell)}`],
    );
    return `<tr><td><strong>${escape(first)}</strong>${code ? rowCode(code, bars) : ''}<br>${rest.join('<br>')}</td></tr>`;
  };
  return `<table class="lines"><tbody>
${rows.map(({ cells, code }) => block(cells, code)).join('\n')}
${totals.length === 0 ? '' : block(totals, null)}
</tbody></table>`;
}

function rowCode(code: string, bars: (code: string) => string): string {
  return `<div class="bars row">${bars(code)}</div>`;
}

/** A roll is too narrow for columns: the name has a line of its own. */
function rollLines({ lines }: Paper): string {
  const rows = lines.map(
    ({ sku, text, quantity, price, amount }) =>
      `<tr><td>${escape(text)}<br>${escape(sku)}</td><td class="n">${escape(quantity)}${price === null ? '' : ` × ${escape(price)}<br>${escape(amount ?? '')}`}</td></tr>`,
  );
  return `<table class="lines"><tbody>
${rows.join('\n')}
</tbody></table>`;
}

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that a page cannot hold are left out. */
function escape(text: string): string {
  return text
    .replace(/\p{Cc}/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
    .replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}
