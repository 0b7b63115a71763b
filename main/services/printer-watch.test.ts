import { describe, expect, it } from 'vitest';
import type { DeviceStatus } from '../../shared/contract/window';
import type { PrintJob, PrintJobState } from '../../shared/label/print-job';
import type { Preflight } from '../devices/printer/printer-port';
import { watchPrinters } from './printer-watch';
import { printerAt } from './printers';

const printer = printerAt('127.0.0.1:9100');
if (printer === null) throw new Error('127.0.0.1:9100 is an address');

const rig = () => {
  const seen: DeviceStatus[][] = [];
  let due: (() => void) | null = null;
  const state = { answer: { ready: true } as Preflight, busy: false, asked: 0 };
  const watch = watchPrinters({
    printers: () => [printer],
    port: {
      preflight: async () => {
        state.asked += 1;
        return state.answer;
      },
    },
    isBusy: () => state.busy,
    schedule: (_ms, work) => {
      due = work;
      return () => {
        due = null;
      };
    },
    onChange: (all) => seen.push(all),
  });
  /** Lets the next question come due and waits until it was answered and the one after is planned. */
  const ask = async (): Promise<void> => {
    const now = due;
    due = null;
    now?.();
    for (let turns = 0; due === null && turns < 20; turns += 1) await Promise.resolve();
  };
  return { watch, seen, state, ask, isPlanned: () => due !== null };
};

const jobIn = (state: PrintJobState): PrintJob =>
  ({ printerId: printer.printerId, state }) as unknown as PrintJob;

describe('how the printers are', () => {
  it('is unknown until one was asked', async () => {
    const { watch, seen, ask } = rig();
    expect(watch.list()).toMatchObject([{ kind: 'printer', name: '', state: 'unknown', reason: null }]);
    await ask();
    expect(seen.at(-1)).toMatchObject([{ state: 'ready', reason: null }]);
  });

  it.each([
    ['printer-unreachable', 'absent'],
    ['device-host-down', 'absent'],
    ['paper-out', 'attention'],
    ['head-open', 'attention'],
  ] as const)('%s is shown as %s', async (waitingFor, shown) => {
    const { watch, state, ask } = rig();
    state.answer = { ready: false, waitingFor };
    await ask();
    expect(watch.list()).toMatchObject([{ state: shown, reason: waitingFor }]);
  });

  it('is told once, not at each question', async () => {
    const { seen, state, ask } = rig();
    for (let times = 0; times < 3; times += 1) await ask();
    expect(state.asked).toBe(3);
    expect(seen).toHaveLength(1);
  });

  it('is not asked while a label is on its way, but learnt from the label', async () => {
    const { watch, state, ask, isPlanned } = rig();
    state.busy = true;
    await ask();
    expect(state.asked).toBe(0);
    watch.learn(jobIn({ step: 'queued', waitingFor: 'paper-out' }));
    expect(watch.list()).toMatchObject([{ state: 'attention', reason: 'paper-out' }]);
    watch.learn(jobIn({ step: 'sending' }));
    watch.learn(jobIn({ step: 'confirmed' }));
    expect(watch.list()).toMatchObject([{ state: 'ready', reason: null }]);
    expect(isPlanned()).toBe(true);
  });

  it('is asked no more once stopped', () => {
    const { watch, isPlanned } = rig();
    watch.stop();
    expect(isPlanned()).toBe(false);
  });
});
