// The one page the demonstration leaves: what was checked, whether it held, and what it looked like.

export type Check = { what: string; held: boolean; problem: string };
export type Shown = { file: string; words: string };
export type Facts = { operator: string; order: string; items: number; sscc: string };

const lead = ({ order, items, sscc }: Facts): string =>
  `Order ${order} of the sample company, ${items} items, packed by scans alone with the network pulled half-way; its parcel is SSCC ${sscc}.`;

export function summaryMarkdown(checks: readonly Check[], pictures: readonly Shown[], facts: Facts): string {
  const rows = checks.map(
    ({ what, held, problem }) => `| ${held ? 'held' : '**failed**'} | ${what} | ${problem} |`,
  );
  const shown = pictures.map(({ file, words }) => `### ${words}\n\n![${words}](${file})`);
  return `# Packing demonstration\n\n${lead(facts)}\n\n| | check | |\n| --- | --- | --- |\n${rows.join('\n')}\n\n![label](label.png)\n\n${shown.join('\n\n')}\n`;
}

export function summaryHtml(checks: readonly Check[], pictures: readonly Shown[], facts: Facts): string {
  const rows = checks.map(
    ({ what, held, problem }) =>
      `<tr><td>${held ? '✓ held' : '✕ failed'}</td><td>${escaped(what)}</td><td>${escaped(problem)}</td></tr>`,
  );
  const shown = pictures.map(
    ({ file, words }) =>
      `<figure><img src="${escaped(file)}" alt="${escaped(words)}"><figcaption>${escaped(words)}</figcaption></figure>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Waybill: packing demonstration</title>
<style>
  body { font: 16px/1.5 sans-serif; margin: 32px auto; max-width: 1200px; }
  td { padding: 4px 16px 4px 0; vertical-align: top; }
  main { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; }
  figure { margin: 0; } img { max-width: 100%; border: 1px solid #999; } .label { max-width: 400px; }
</style>
<h1>Packing demonstration</h1>
<p>${escaped(lead(facts))}</p>
<table>${rows.join('\n')}</table>
<img class="label" src="label.png" alt="The printed label">
<main>${shown.join('\n')}</main>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
