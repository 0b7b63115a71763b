import { describe, expect, it } from 'vitest';
import { openLog } from './log';

const written = (write: (log: ReturnType<typeof openLog>) => void): Record<string, unknown>[] => {
  const lines: string[] = [];
  write(openLog('info', { write: (line) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line));
};

describe('the log of head office', () => {
  it('names what a line is about, when, and nothing below its level', () => {
    const lines = written((log) => {
      log.child({ orderId: 'o-1', stationId: 's-1' }).info('order placed');
      log.debug('not this');
    });
    expect(lines).toEqual([
      {
        level: 30,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        orderId: 'o-1',
        stationId: 's-1',
        msg: 'order placed',
      },
    ]);
  });

  it('hides secrets and customers wherever they stand', () => {
    const lines = written((log) =>
      log.info({
        token: 'token-1',
        req: { headers: { authorization: 'token-2' } },
        order: { customer: { name: 'Ayşe' }, shipTo: { street: 'Gül Sokak' } },
        station: { token: 'token-3', name: 'bench 1' },
      }),
    );
    const text = JSON.stringify(lines);
    for (const secret of ['token-1', 'token-2', 'token-3', 'Ayşe', 'Gül Sokak'])
      expect(text).not.toContain(secret);
    expect(text).toContain('bench 1');
  });

  it('keeps of a database error what finds its place, not the row it is about', () => {
    const cause = Object.assign(new Error('duplicate key'), {
      code: '23505',
      table: 'sales_order',
      constraint: 'sales_order_pkey',
      detail: 'Key (customer_name)=(Ayşe) already exists.',
    });
    const [line] = written((log) => log.error({ err: new Error('placing failed', { cause }) }));
    expect(line).toMatchObject({
      err: { message: 'placing failed', cause: { code: '23505', constraint: 'sales_order_pkey' } },
    });
    expect(JSON.stringify(line)).not.toContain('Ayşe');
  });
});
