// The LP bound of an instance: every order known, shipments and units may be fractions. Solved by HiGHS, which is no part
// of the product, so that the product's own bound is not what it is measured by.
import loadHighs from 'highs';
import type { Pool } from '../../shared/domain/routing/pool';
import { BenchCannotRun } from '../bench';

const sum = (terms: readonly string[]): string => {
  const lines: string[] = [];
  for (let at = 0; at < terms.length; at += 12) lines.push(terms.slice(at, at + 12).join(' + '));
  return lines.join('\n + ');
};

export const lpBound = async (pool: Pool): Promise<number> => {
  const objective: string[] = [];
  const rows: string[] = [];
  const taken = new Map<number, string[]>();
  for (const [at, order] of pool.orders.entries()) {
    for (let node = 0; node < pool.nodes; node += 1) {
      objective.push(`${order.shipmentCosts[node]} z${at}_${node}`);
    }
    for (const [line, sku] of order.skus.entries()) {
      const sources: string[] = [];
      for (let node = 0; node < pool.nodes; node += 1) {
        const stock = pool.stock[sku * pool.nodes + node] as number;
        if (stock === 0) continue;
        const units = `x${at}_${line}_${node}`;
        objective.push(`${order.unitCosts[line * pool.nodes + node]} ${units}`);
        sources.push(units);
        rows.push(`${units} - ${Math.min(stock, order.quantities[line] as number)} z${at}_${node} <= 0`);
        const key = sku * pool.nodes + node;
        taken.set(key, [...(taken.get(key) ?? []), units]);
      }
      if (sources.length === 0) throw new BenchCannotRun(`nobody has SKU ${sku}`);
      rows.push(`${sum(sources)} = ${order.quantities[line]}`);
    }
  }
  for (const [key, units] of taken) rows.push(`${sum(units)} <= ${pool.stock[key]}`);
  const model = `Minimize\n obj: ${sum(objective)}\nSubject To\n${rows.map((row, at) => `r${at}: ${row}`).join('\n')}\nEnd\n`;
  const highs = await loadHighs();
  const solution = highs.solve(model, { solver: 'ipm' });
  if (solution.Status !== 'Optimal') throw new BenchCannotRun(`the LP bound is ${solution.Status}`);
  return solution.ObjectiveValue;
};
