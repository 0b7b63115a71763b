// Every command of the station: its words, its key, its printed code, when it makes sense and what it does. Keys, the
// F1 help and the printable sheet are made from this list and from nothing else.
// What a bench command is answered with, and which are asked for twice, is decided in shared/domain/packing.
import { ownCode } from '../../shared/barcode/own-code';
import { type BenchCommand, benchCommands } from '../../shared/domain/packing/bench-command';
import type { Action } from '../../shared/domain/outage/outage';
import type { TextKey, TextValues } from '../../shared/text/text-key';

/** Pages over the middle of the screen that say how things stand. */
const pageCommands = [
  'what-works',
  'my-parcels',
  'unsent',
  'tasks',
  'take-order',
  'camera',
  'places',
  'devices',
  'till',
] as const;
export type PageCommand = (typeof pageCommands)[number];
/** Commands about the window itself: they change nothing in a box. */
export const windowCommands = ['help', 'type-code', 'language', 'theme', ...pageCommands] as const;
export type WindowCommand = (typeof windowCommands)[number];
export type CommandId = BenchCommand | WindowCommand;

/** What the bench is in the middle of. */
export type Situation = {
  loggedIn: boolean;
  boxOpen: boolean;
  /** A stop or a question waits for OK. */
  asks: boolean;
  /** A sale or a count is under way. */
  aside: boolean;
  /** A box was sealed here and has not left. */
  sealedBefore: boolean;
  /** Orders are gathered, and one was taken here before. */
  takenBefore: boolean;
};

export type CommandPorts = {
  bench: (command: BenchCommand) => void;
  window: (command: WindowCommand) => void;
};

export type Command = {
  id: CommandId;
  labelKey: TextKey;
  helpKey: TextKey;
  labelValues: TextValues;
  /** As `keyNameOf` names it: `F4`, `Shift+F2`, `Enter`, `Control+3`. */
  key: string;
  /** Text of its Code 128. */
  barcode: string;
  /** What it asks of the parts the bench leans on; null when it leans on none. */
  action: Action | null;
  /** Takes effect only when given twice within five seconds. */
  dangerous: boolean;
  enabledWhen: (situation: Situation) => boolean;
  run: (ports: CommandPorts) => void;
};

const always = (): boolean => true;
const whenLoggedIn = ({ loggedIn }: Situation): boolean => loggedIn;
const whenBoxOpen = ({ boxOpen }: Situation): boolean => boxOpen;
const whenAsked = ({ asks }: Situation): boolean => asks;
const whenAside = ({ aside }: Situation): boolean => aside;
const whenFilling = ({ boxOpen, aside }: Situation): boolean => boxOpen || aside;
const whenFree = ({ loggedIn, boxOpen }: Situation): boolean => loggedIn && !boxOpen;
const whenPrinted = ({ sealedBefore, takenBefore }: Situation): boolean => sealedBefore || takenBefore;
const whenPapered = ({ sealedBefore, aside }: Situation): boolean => sealedBefore || aside;
const whenSealed = ({ sealedBefore }: Situation): boolean => sealedBefore;

type Rule = Pick<Command, 'key' | 'dangerous' | 'enabledWhen'>;
const rule = (key: string, enabledWhen: Rule['enabledWhen'], dangerous = false): Rule => ({
  key,
  dangerous,
  enabledWhen,
});

/** F10 is the window system's on some desktops; digits go with Control, because letters alone would be typed. */
const rules: Record<CommandId, Rule> = {
  ok: rule('Enter', whenAsked),
  cancel: rule('Escape', whenLoggedIn),
  help: rule('F1', always),
  'type-code': rule('F2', always),
  undo: rule('F3', whenFilling),
  seal: rule('F4', whenBoxOpen),
  'next-box': rule('F5', whenBoxOpen),
  missing: rule('F6', whenFilling, true),
  damaged: rule('F7', whenFilling),
  hold: rule('F8', whenBoxOpen, true),
  'ship-part': rule('F9', whenBoxOpen, true),
  reprint: rule('F11', whenPrinted),
  'log-out': rule('F12', whenLoggedIn),
  'take-20': rule('Control+B', whenLoggedIn),
  'take-50': rule('Control+F', whenLoggedIn),
  'give-back': rule('Control+G', whenLoggedIn),
  reopen: rule('Control+O', whenSealed, true),
  'counter-sale': rule('Control+J', whenFree),
  'count-bin': rule('Control+K', whenFree),
  pick: rule('Control+I', whenFree),
  receive: rule('Control+N', whenFree),
  'put-away': rule('Control+A', whenFree),
  'take-return': rule('Control+Z', whenFree),
  skip: rule('Control+Q', whenAside),
  'tote-full': rule('Control+R', whenAside),
  finish: rule('Control+E', whenAside),
  'pay-card': rule('Shift+F1', whenAside),
  override: rule('Control+H', whenBoxOpen),
  'print-tag': rule('Control+P', whenLoggedIn),
  'print-papers': rule('Shift+F12', whenPapered),
  'other-printer': rule('Shift+F3', whenLoggedIn),
  'paper-jam': rule('Control+X', whenLoggedIn),
  'name-code': rule('Shift+F2', whenBoxOpen),
  photo: rule('Shift+F4', whenFilling),
  camera: rule('Shift+F6', always),
  places: rule('Shift+F5', always),
  'place-1': rule('Control+Shift+1', whenLoggedIn),
  'place-2': rule('Control+Shift+2', whenLoggedIn),
  'place-3': rule('Control+Shift+3', whenLoggedIn),
  'place-4': rule('Control+Shift+4', whenLoggedIn),
  'place-5': rule('Control+Shift+5', whenLoggedIn),
  'place-6': rule('Control+Shift+6', whenLoggedIn),
  devices: rule('Shift+F7', always),
  weigh: rule('Shift+F8', whenBoxOpen),
  'zero-scale': rule('Shift+F9', whenLoggedIn),
  'tare-scale': rule('Shift+F11', whenLoggedIn),
  language: rule('Control+L', always),
  theme: rule('Control+D', always),
  'what-works': rule('Control+S', always),
  'my-parcels': rule('Control+M', always),
  unsent: rule('Control+U', always),
  tasks: rule('Control+T', always),
  'take-order': rule('Control+Y', whenFree),
  till: rule('Control+W', whenLoggedIn),
  'quantity-0': rule('Control+0', whenFilling),
  'quantity-1': rule('Control+1', whenFilling),
  'quantity-2': rule('Control+2', whenFilling),
  'quantity-3': rule('Control+3', whenFilling),
  'quantity-4': rule('Control+4', whenFilling),
  'quantity-5': rule('Control+5', whenFilling),
  'quantity-6': rule('Control+6', whenFilling),
  'quantity-7': rule('Control+7', whenFilling),
  'quantity-8': rule('Control+8', whenFilling),
  'quantity-9': rule('Control+9', whenFilling),
};

/** What a command does, as the table of outages names it. */
const actionOf: Partial<Record<CommandId, Action>> = {
  seal: 'seal',
  'next-box': 'seal',
  missing: 'report-item',
  damaged: 'report-item',
  'ship-part': 'report-item',
  hold: 'hold',
  reprint: 'print-label',
  'print-tag': 'print-label',
  'print-papers': 'print-label',
  'other-printer': 'print-label',
  'paper-jam': 'print-label',
  reopen: 'reopen',
  'take-20': 'take-work',
  'take-50': 'take-work',
  'give-back': 'give-back',
};

/** What stands in the printed code of a command: its id in capitals. */
export function payloadOf(id: CommandId): string {
  return id.toUpperCase().replaceAll('-', '');
}

function isWindowCommand(id: CommandId): id is WindowCommand {
  return (windowCommands as readonly string[]).includes(id);
}

function commandOf(id: CommandId): Command {
  const [, family, digit] = /^(quantity|place)-([0-9])$/.exec(id) ?? [];
  const name = (family ?? id) as
    | Exclude<CommandId, `quantity-${number}` | `place-${number}`>
    | 'quantity'
    | 'place';
  return {
    id,
    labelKey: `command.${name}.label`,
    helpKey: `command.${name}.help`,
    labelValues: digit === undefined ? {} : { digit },
    barcode: ownCode('command', payloadOf(id)),
    action: actionOf[id] ?? null,
    ...rules[id],
    run: (ports) => (isWindowCommand(id) ? ports.window(id) : ports.bench(id)),
  };
}

/** In the order of help and sheet: by key. */
export const commands: readonly Command[] = (Object.keys(rules) as CommandId[]).map(commandOf);

const byPayload = new Map(commands.map((command) => [payloadOf(command.id), command]));
const byKey = new Map(commands.map((command) => [command.key, command]));

/** The command a printed code stands for (`meaningOf(...).payload`), or null. */
export function commandOfPayload(payload: string): Command | null {
  return byPayload.get(payload) ?? null;
}

export function commandOfKey(keyName: string): Command | null {
  return byKey.get(keyName) ?? null;
}

/** True when the session answers it; every id of the domain is one of ours. */
export function isBenchCommand(id: CommandId): id is BenchCommand {
  return (benchCommands as readonly string[]).includes(id);
}
