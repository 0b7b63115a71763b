// Everything a person at the station can give besides the scans of goods: commands by key or printed code, help, and
// codes typed by hand. Renders no screen of its own, only what it opens above the one that is there.
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { v7 } from 'uuid';
import type { BenchCommand } from '../../shared/domain/packing/bench-command';
import { nextLocale, usePreferences } from '../app/locale';
import { nextTheme } from '../app/theme';
import { listenForCommands } from './command-keys';
import {
  type Command,
  type CommandPorts,
  commandOfPayload,
  isBenchCommand,
  type PageCommand,
  type Situation,
  type WindowCommand,
} from './commands';
import type { ScanBus } from './scan-bus';
import { TypeCode, typedScan } from './type-code';

// Drawing barcodes needs a large library that nobody waits for at the start of a shift.
const CommandHelp = lazy(async () => ({ default: (await import('./command-help')).CommandHelp }));

export function StationInput({
  bus,
  situation,
  bench,
  page,
  noteOf,
}: {
  bus: ScanBus;
  situation: Situation;
  /** Gives a command to the packing session. */
  bench: (command: BenchCommand) => void;
  /** Opens or closes a page of the station. */
  page: (page: PageCommand) => void;
  /** What stands in the way of a command now; null when nothing does. */
  noteOf: (command: Command) => ReactNode;
}): ReactNode {
  const [opened, setOpened] = useState<'nothing' | 'help' | 'type-code'>('nothing');
  const give = useWindowCommands(setOpened, page);
  const ports = useMemo<CommandPorts>(() => ({ bench, window: give }), [bench, give]);
  const current = useRef({ ports, situation });
  useEffect(() => {
    current.current = { ports, situation };
  }, [ports, situation]);

  const run = useCallback((command: Command): void => {
    // Enter is pressed for many reasons; it means OK only when something waits for it.
    if (command.id === 'ok' && !command.enabledWhen(current.current.situation)) return;
    command.run(current.current.ports);
  }, []);

  useEffect(() => listenForCommands(window, run), [run]);
  useEffect(
    () =>
      bus.listen(['command'], ({ meaning }) => {
        const command = meaning.kind === 'command' ? commandOfPayload(meaning.payload) : null;
        if (!command || isBenchCommand(command.id)) return 'pass';
        command.run(current.current.ports);
        return undefined;
      }),
    [bus],
  );

  const close = useCallback(() => setOpened('nothing'), []);
  return (
    <>
      {opened === 'help' ? (
        <Suspense fallback={null}>
          <CommandHelp situation={situation} noteOf={noteOf} onClose={close} onPrint={() => window.print()} />
        </Suspense>
      ) : null}
      <TypeCode
        isOpen={opened === 'type-code'}
        onClose={close}
        onCode={(text) => bus.scan(typedScan(text, v7(), new Date().toISOString()))}
      />
    </>
  );
}

function useWindowCommands(
  open: (what: 'help' | 'type-code') => void,
  page: (page: PageCommand) => void,
): (command: WindowCommand) => void {
  const { preferences, locale, choose } = usePreferences();
  return useCallback(
    (command) => {
      switch (command) {
        case 'help':
        case 'type-code':
          open(command);
          return;
        case 'language':
          choose({ locale: nextLocale(locale) });
          return;
        case 'theme':
          choose({ theme: nextTheme(preferences.theme) });
          return;
        case 'what-works':
        case 'my-parcels':
        case 'unsent':
        case 'tasks':
        case 'take-order':
        case 'camera':
        case 'places':
        case 'devices':
        case 'till':
          page(command);
          return;
        default: {
          const never: never = command;
          throw new Error(`unexpected command ${String(never)}`);
        }
      }
    },
    [open, page, choose, locale, preferences.theme],
  );
}
