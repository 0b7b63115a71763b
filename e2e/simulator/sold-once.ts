// What was sold over the counter is kept and told once, with the money that its op says.
import { sumsOf, toldLines } from '../../shared/domain/stock/counter-sale';
import { type OpBody, opBodies } from '../../shared/sync/op';
import type { World } from './world';

export async function soldOnce({ database }: World, broken: string[]): Promise<void> {
  const { rows } = await database.pool.query<{
    op_id: string;
    body: OpBody<'counter.sell'>;
    kept: number[];
    told: number[];
  }>(
    `SELECT o.op_id, o.body,
       ARRAY(SELECT c.total_minor FROM counter_sale c WHERE c.op_id = o.op_id) AS kept,
       ARRAY(SELECT (e.body->>'totalMinor')::bigint FROM event e WHERE e.op_id = o.op_id AND e.type = 'CounterSold') AS told
     FROM op o WHERE o.type = 'counter.sell'`,
  );
  for (const { op_id, body, kept, told } of rows) {
    const { said, lines } = opBodies['counter.sell'].parse(body);
    if (!said) {
      broken.push(`bench said nothing of the money of sale ${op_id}`);
      continue;
    }
    const { totalMinor } = sumsOf(toldLines(lines, said));
    for (const [what, found] of [
      ['kept', kept],
      ['told', told],
    ] as const)
      if (found.length !== 1 || Number(found[0]) !== totalMinor)
        broken.push(`sale ${op_id} of ${totalMinor} is ${what} as ${found.join(', ') || 'nothing'}`);
  }
}
