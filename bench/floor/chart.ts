// Bars of metres and minutes an order by method, as a picture with its numbers in words.
export type MethodRow = { method: string; metresPerOrder: number; minutesPerOrder: number };

const row = { height: 28, gap: 8, label: 120, width: 420 };

export function chartOf(title: string, rows: readonly MethodRow[]): string {
  const parts = (['metresPerOrder', 'minutesPerOrder'] as const).map((field, part) => {
    const most = Math.max(...rows.map((each) => each[field]));
    const top = 40 + part * (rows.length * (row.height + row.gap) + 48);
    const bars = rows.map((each, at) => {
      const y = top + 16 + at * (row.height + row.gap);
      const width = (row.width * each[field]) / most;
      return `<text x="${row.label - 8}" y="${y + 19}" text-anchor="end">${each.method}</text>
<rect x="${row.label}" y="${y}" width="${width.toFixed(1)}" height="${row.height}" fill="#1f5fa8"/>
<text x="${row.label + width + 6}" y="${y + 19}">${each[field].toFixed(1)}</text>`;
    });
    const name = field === 'metresPerOrder' ? 'Metres an order' : 'Minutes an order';
    return `<text x="${row.label}" y="${top}" font-weight="bold">${name}</text>\n${bars.join('\n')}`;
  });
  const height = 40 + 2 * (rows.length * (row.height + row.gap) + 48);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="${height}" font-family="sans-serif" font-size="14">
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="8" y="20" font-size="16">${title}</text>
${parts.join('\n')}
</svg>
`;
}
