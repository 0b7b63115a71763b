import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createPageTurns } from './page-turns';

describe('turns of pages', () => {
  it('lets one page be stored at a time, in the order in which they came', async () => {
    const turns = createPageTurns<string>();
    const stored: string[] = [];
    let storing = 0;
    let most = 0;
    const page = async (key: string): Promise<void> => {
      await turns.begin(key, 10_000);
      storing += 1;
      most = Math.max(most, storing);
      await sleep(2);
      stored.push(key);
      storing -= 1;
      turns.end(key);
    };
    await Promise.all(['orders', 'products', 'tasks'].map(page));
    expect([most, stored]).toEqual([1, ['orders', 'products', 'tasks']]);
  });

  it('lets what was waiting for longer come in before the next page of the same list', async () => {
    const turns = createPageTurns<string>();
    const order: string[] = [];
    await turns.begin('orders', 10_000);
    const others = turns.begin('tasks', 10_000).then(() => order.push('tasks'));
    turns.end('orders');
    const again = turns.begin('orders', 10_000).then(() => order.push('orders'));
    await others;
    turns.end('tasks');
    await again;
    expect(order).toEqual(['tasks', 'orders']);
  });

  it('waits for no empty page, and not for ever for one whose end nobody tells', async () => {
    const turns = createPageTurns<string>();
    await turns.begin('orders', 0);
    await turns.begin('tasks', 1);
    await turns.begin('stock', 1);
    await turns.begin('orders', 1);
  });

  it('gives nobody a turn because of one that does not hold it', async () => {
    const turns = createPageTurns<string>();
    let hasBegun = false;
    await turns.begin('orders', 10_000);
    const second = turns.begin('tasks', 10_000).then(() => (hasBegun = true));
    turns.end('stock');
    turns.end('tasks');
    await sleep(5);
    expect(hasBegun).toBe(false);
    turns.end('orders');
    await second;
  });
});
