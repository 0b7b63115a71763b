// `npm run virtual-scale`: a scale for development, as a program of its own, on a pseudo-terminal that the station opens.
// Commands arrive as lines on standard input; events leave as JSON lines on standard output.
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type ScalePose, scalePoses } from './scale-model';
import { type SpokenProtocol, spokenProtocols } from './scale-speech';
import { openVirtualScale, type VirtualScale } from './virtual-scale';

const help = `npm run virtual-scale -- [options]

A scale on a pseudo-terminal (needs socat). Start the station with WAYBILL_SCALE=PROTOCOL:PATH.

  --protocol NAME   ${spokenProtocols.join(', ')} (mt-sics)
  --path PATH       where its line is (a place of its own)
  --division GRAMS  what it rounds to (1)

Commands, one a line:
  load GRAMS | add GRAMS | unload
  ${scalePoses.join(' | ')}
  noise GRAMS       what it shows strays by so much
  silent | speaking
  unplug | plug-in
  status
  quit
`;

const say = (event: Record<string, unknown>): void => {
  process.stdout.write(`${JSON.stringify(event)}\n`);
};

const fail = (words: string): never => {
  process.stderr.write(`${words}\n`);
  process.exit(1);
};

const isPose = (word: string): word is ScalePose => (scalePoses as readonly string[]).includes(word);
const isProtocol = (word: string): word is SpokenProtocol =>
  (spokenProtocols as readonly string[]).includes(word);

/** False: not a command. */
const obey = async (scale: VirtualScale, word: string, grams: number): Promise<boolean> => {
  if (isPose(word)) {
    scale.pose(word);
    return true;
  }
  switch (word) {
    case 'load':
    case 'add':
    case 'noise':
      if (!Number.isFinite(grams)) return false;
      scale[word](grams);
      return true;
    case 'unload':
      scale.load(0);
      return true;
    case 'silent':
    case 'speaking':
      scale.silence(word === 'silent');
      return true;
    case 'unplug':
      await scale.unplug();
      return true;
    case 'plug-in':
      await scale.plugIn();
      return true;
    default:
      return word === 'status';
  }
};

const main = async (): Promise<void> => {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      protocol: option,
      path: option,
      division: option,
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) {
    process.stdout.write(help);
    return;
  }
  const protocol = values.protocol ?? 'mt-sics';
  if (!isProtocol(protocol)) return fail(`--protocol is ${spokenProtocols.join(', ')}`);
  const division = Number(values.division ?? '1');
  if (!(division > 0)) return fail('--division wants grams');
  const scale = await openVirtualScale({ protocol, path: values.path, division });
  const end = async (): Promise<void> => {
    await scale.close();
    process.exit(0);
  };
  process.on('SIGINT', () => void end());
  process.on('SIGTERM', () => void end());
  const take = async (line: string): Promise<void> => {
    const [word = '', value] = line.trim().split(/\s+/);
    if (word === '') return;
    if (word === 'quit') return end();
    const isKnown = await obey(scale, word, Number(value));
    say(isKnown ? { event: 'status', ...scale.shown() } : { event: 'unknown-command', line });
  };
  createInterface({ input: process.stdin }).on('line', (line) => void take(line));
  say({ event: 'plugged-in', protocol, path: scale.path, start: `WAYBILL_SCALE=${protocol}:${scale.path}` });
};

main().catch((cause: unknown) => fail(cause instanceof Error ? cause.message : String(cause)));
