import { cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PolicyVersions } from '../../../../shared/contract/replan';
import { defaultRoutingPolicy, type RoutingPolicy } from '../../../../shared/domain/routing/policy';
import { skuSchema, warehouseIdSchema } from '../../../../shared/domain/ids';
import { show } from '../../../ui/screen.test-kit';
import { type RulesApi, RulesPage } from './rules-page';

afterEach(cleanup);
// A busy machine is no reason to fail.
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const never = {
  ruleId: 'no-vases',
  name: 'No vases from Leeds',
  active: true,
  when: { skus: [skuSchema.parse('VASE')], countries: [], channelIds: [], vipOnly: false },
  then: { kind: 'never' as const, nodes: { warehouseIds: [warehouseIdSchema.parse('W1')], kinds: [] } },
};
const first = {
  ...never,
  ruleId: 'vip',
  name: 'VIPs first',
  when: { ...never.when, skus: [], vipOnly: true },
  then: { kind: 'first' as const },
};

/** Head office's door, with what was set. */
function door() {
  const set: RoutingPolicy[] = [];
  const before: RoutingPolicy = { ...defaultRoutingPolicy, rules: [never, first] };
  const ok = <T,>(value: T) => Promise.resolve({ ok: true as const, value });
  const rows = (): PolicyVersions['rows'] =>
    [defaultRoutingPolicy, before, ...set]
      .map((policy, at) => ({
        version: at + 1,
        changedAt: '2026-11-28T10:00:00.000Z',
        changedBy: 'Berrin',
        rules: policy.rules.length,
        activeRules: policy.rules.filter(({ active }) => active).length,
        policy,
      }))
      .reverse();
  const api: RulesApi = {
    routingPolicy: () => ok({ version: 2 + set.length, changedAt: null, policy: set.at(-1) ?? before }),
    routingPolicies: () => ok({ rows: rows() }),
    saveRoutingPolicy: (from, policy, by) => {
      if (by.pin !== '46824')
        return Promise.resolve({
          ok: false as const,
          failure: { code: 'pin-wrong', message: '', values: { name: 'Berrin', left: 4 } },
        });
      set.push(policy);
      return ok({ version: from + 1, changedAt: null, policy });
    },
    previewRoutingPolicy: (policy) =>
      ok({
        orders: 12,
        currency: 'GBP',
        moved: 3,
        nowhere: 1,
        costBeforeMinor: 5400,
        costAfterMinor: 6100,
        rules: policy.rules.map(({ ruleId }) => ({ ruleId, orders: 4 })),
        examples: [
          {
            orderId: '01980000-0000-7000-8000-00000000000a' as never,
            number: '1001',
            from: ['W1'],
            to: ['W2'],
            costBeforeMinor: 450,
            costAfterMinor: 1150,
          },
        ],
      }),
    workbench: () =>
      ok({
        newest: null,
        underWay: null,
        nodes: [{ nodeId: 'W1', name: 'Leeds', place: null, localTime: '10:00', cutOff: null }],
        gathering: { orders: 0, nextAt: null },
      }),
    channels: () => ok({ rows: [] }),
  };
  return { api, set };
}

const sign = (pin: string): void => {
  fireEvent.change(screen.getByLabelText('Badge'), { target: { value: 'M1' } });
  fireEvent.change(screen.getByLabelText('PIN'), { target: { value: pin } });
  fireEvent.submit(screen.getByRole('form', { name: 'Set these rules' }));
};

describe('the rules of routing', () => {
  it('are put in order, switched off, looked at, and set by somebody with a name', async () => {
    const { api, set } = door();
    const { missing } = show(<RulesPage api={api} open={() => undefined} />, { locale: 'en' });
    await screen.findByText(/VASE: never from Leeds/);
    fireEvent.click(screen.getByLabelText('Move VIPs first up'));
    fireEvent.click(screen.getByLabelText('Rule No vases from Leeds is on'));
    fireEvent.click(screen.getByRole('button', { name: 'Look at it on the waiting orders' }));
    await screen.findByText(
      /Of 12 orders 3 would ship from elsewhere, and 1 from nowhere\. Cost £54\.00, then £61\.00\./,
    );
    expect(screen.getAllByText('speaks about 4 waiting orders')).toHaveLength(2);
    fireEvent.click(screen.getByRole('button', { name: 'Set these rules' }));
    sign('00000');
    await screen.findByText(/Wrong PIN/);
    sign('46824');
    await waitFor(() => expect(set).toHaveLength(1));
    expect(set[0]?.rules.map(({ ruleId, active }) => [ruleId, active])).toEqual([
      ['vip', true],
      ['no-vases', false],
    ]);
    // Taking it back is setting an older version again.
    fireEvent.click(await screen.findByRole('button', { name: 'Take up version 1 again' }));
    await screen.findByText('No rules: cost alone decides.');
    expect(missing).toEqual([]);
  });

  it('are written in Turkish too, and say what does not fit', async () => {
    const { api } = door();
    const { missing } = show(<RulesPage api={api} open={() => undefined} />, { locale: 'tr' });
    fireEvent.click(await screen.findByRole('button', { name: 'Kural ekle' }));
    fireEvent.change(screen.getByLabelText('Ad'), { target: { value: 'Türkiye mağazadan' } });
    fireEvent.change(screen.getByLabelText(/Ülkelere/), { target: { value: 'tr' } });
    fireEvent.change(screen.getByLabelText('Der ki'), { target: { value: 'prefer' } });
    fireEvent.click(screen.getByRole('button', { name: 'Kuralı al' }));
    await screen.findByRole('alert');
    fireEvent.click(screen.getByRole('checkbox', { name: 'mağazalar' }));
    fireEvent.click(screen.getByRole('button', { name: 'Kuralı al' }));
    await screen.findByText(/Her şey → TR: tercihen şuradan mağazalar/);
    expect(missing).toEqual([]);
  });
});
