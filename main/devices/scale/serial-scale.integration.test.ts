// Scales on real pseudo-terminals through the real binding: loaded, moving, silent, unplugged, held by somebody else.
import { afterEach, describe, expect, it } from 'vitest';
import { type SpokenProtocol, spokenProtocols } from '../../../e2e/rigs/scale/scale-speech';
import { openVirtualScale, type VirtualScale } from '../../../e2e/rigs/scale/virtual-scale';
import { openSerialLine } from '../../../e2e/rigs/serial/serial-line';
import { scaleOf, scaleSettingsSchema } from '../../services/scales';
import { shown } from './speaking.test-kit';
import { createScaleLines, type ScaleLines } from './scale-lines';
import { defaultScaleTimings } from './serial-scale';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const patiently = { timeout: 20_000, interval: 20 };
const timings = { ...defaultScaleTimings, betweenMs: 30, answerMs: 200, silentMs: 900, actMs: 800 };

type Heard = { weights: string[]; troubles: (string | null)[]; lines: ScaleLines };

function listen(path: string, protocol: SpokenProtocol): Heard {
  const heard: Omit<Heard, 'lines'> = { weights: [], troubles: [] };
  const lines = createScaleLines(
    {
      reading: ({ reading }) => heard.weights.push(shown({ kind: 'weight', weight: reading })),
      state: ({ trouble }) => heard.troubles.push(trouble),
    },
    timings,
    async () => {
      throw new Error('no HID here');
    },
  );
  lines.listenTo([scaleOf(scaleSettingsSchema.parse({ name: 'S1', path, protocol }))]);
  closing.push(lines.close);
  return { ...heard, lines };
}

async function scaleThatSpeaks(protocol: SpokenProtocol): Promise<VirtualScale> {
  const scale = await openVirtualScale({ protocol });
  closing.push(scale.close);
  return scale;
}

const last = (list: readonly (string | null)[]) => () => list.at(-1);

describe.each(spokenProtocols)('a scale that speaks %s', (protocol) => {
  it('is heard: loaded, moving, overloaded, unloaded, zeroed, tared', async () => {
    const scale = await scaleThatSpeaks(protocol);
    const { weights, troubles, lines } = listen(scale.path, protocol);
    await expect.poll(last(troubles), patiently).toBe(null);
    scale.load(1_234);
    await expect.poll(last(weights), patiently).toBe('1234 g');
    scale.pose('moving');
    await expect.poll(last(weights), patiently).toMatch(/^moving$|^~1234 g$/);
    expect(await lines.act({ scaleId: 'S1', act: 'zero' })).toBe('refused');
    scale.pose('overloaded');
    await expect.poll(last(weights), patiently).toBe('overload');
    scale.pose('still');
    expect(await lines.act({ scaleId: 'S1', act: 'tare' })).toBe('done');
    await expect.poll(last(weights), patiently).toMatch(/^0 g/);
    scale.add(100);
    await expect.poll(last(weights), patiently).toMatch(/^100 g/);
    scale.load(0);
    expect(await lines.act({ scaleId: 'S1', act: 'zero' })).toBe('done');
    await expect.poll(last(weights), patiently).toBe('0 g');
    expect(troubles).toEqual([null]);
  });

  it('is missed when it is unplugged, and heard again on a port of its own', async () => {
    const scale = await scaleThatSpeaks(protocol);
    scale.load(500);
    const { weights, troubles, lines } = listen(scale.path, protocol);
    await expect.poll(last(weights), patiently).toBe('500 g');
    for (let turn = 1; turn <= 3; turn += 1) {
      await scale.unplug();
      await expect.poll(last(troubles), patiently).toBe('scale-not-there');
      expect(await lines.act({ scaleId: 'S1', act: 'zero' })).toBe('unanswered');
      weights.length = 0;
      scale.load(500 + turn);
      await scale.plugIn();
      await expect.poll(last(weights), patiently).toBe(`${500 + turn} g`);
      expect(weights.filter((weight) => weight !== `${500 + turn} g`)).toEqual([]);
      expect(troubles.at(-1)).toBe(null);
    }
  });

  it('that falls silent says so and is heard when it speaks again; an act waits no longer than it must', async () => {
    const scale = await scaleThatSpeaks(protocol);
    const { weights, troubles, lines } = listen(scale.path, protocol);
    await expect.poll(last(troubles), patiently).toBe(null);
    scale.silence(true);
    expect(await lines.act({ scaleId: 'S1', act: 'zero' })).toBe('unanswered');
    await expect.poll(last(troubles), patiently).toBe('scale-silent');
    scale.load(77);
    scale.silence(false);
    await expect.poll(last(weights), patiently).toBe('77 g');
    expect(troubles).toEqual([null, 'scale-silent', null]);
  });
});

describe('a serial line', () => {
  it('with something else on it is no scale', async () => {
    const line = await openSerialLine();
    closing.push(line.close);
    const { weights, troubles } = listen(line.path, 'mt-sics');
    const babbling = setInterval(() => void line.say('$GPGGA,123519,4807.038,N\r\n'), 50);
    closing.push(async () => clearInterval(babbling));
    await expect.poll(last(troubles), patiently).toBe('scale-garbled');
    expect(weights).toEqual([]);
  });

  it('that another program holds says so', async () => {
    const scale = await scaleThatSpeaks('nci');
    const first = listen(scale.path, 'nci');
    await expect.poll(last(first.troubles), patiently).toBe(null);
    const second = listen(scale.path, 'nci');
    await expect.poll(last(second.troubles), patiently).toBe('scale-taken');
    await first.lines.close();
    await expect.poll(last(second.troubles), patiently).toBe(null);
  });

  it('in the middle of an answer goes quiet: the half is never joined to what follows', async () => {
    const line = await openSerialLine();
    closing.push(line.close);
    const { weights, troubles } = listen(line.path, 'mt-sics');
    await expect.poll(last(troubles), patiently).toBe('scale-silent');
    await line.say('S S 12');
    await new Promise((resolve) => setTimeout(resolve, 400));
    await line.say('34 g\r\nS S 5 g\r\n');
    await expect.poll(last(weights), patiently).toBe('5 g');
    expect(weights).not.toContain('1234 g');
  });
});
