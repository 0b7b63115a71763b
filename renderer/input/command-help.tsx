// F1: every command with its key, its code to scan from the screen, and what it does; and the same as a sheet to print
// and tape where the work happens.
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useText } from '../app/locale';
import { Button } from '../ui/button';
import { classNames } from '../ui/class-names';
import { Dialog } from '../ui/dialog';
import { BarcodePicture } from './barcode-picture';
import styles from './command-help.module.css';
import { type Command, commands, type Situation } from './commands';

export function CommandHelp({
  situation,
  noteOf,
  onClose,
  onPrint,
}: {
  situation: Situation;
  /** What stands in the way of a command now; null when nothing does. */
  noteOf: (command: Command) => ReactNode;
  onClose: () => void;
  onPrint: () => void;
}): ReactNode {
  const say = useText();
  const buttons = (
    <>
      <Button onPress={onPrint}>{say('commands.print')}</Button>
      <Button kind="main" onPress={onClose} keyHint="Esc">
        {say('ui.close')}
      </Button>
    </>
  );
  return (
    <>
      <Dialog title={say('commands.title')} isOpen onClose={onClose} buttons={buttons}>
        <p className={styles.intro}>{say('commands.intro')}</p>
        <ul className={styles.list}>
          {commands.map((command) => (
            <Entry
              key={command.id}
              command={command}
              now={command.enabledWhen(situation)}
              note={noteOf(command)}
            />
          ))}
        </ul>
      </Dialog>
      {createPortal(<CommandSheet />, document.body)}
    </>
  );
}

/** What comes out of the printer; nothing of it shows on the screen. */
export function CommandSheet(): ReactNode {
  const say = useText();
  return (
    <article className={styles.sheet}>
      <h1>{say('commands.title')}</h1>
      <p>{say('commands.intro')}</p>
      <ul className={styles.codes}>
        {commands.map((command) => (
          <Entry key={command.id} command={command} now />
        ))}
      </ul>
    </article>
  );
}

function Entry({
  command,
  now,
  note = null,
}: {
  command: Command;
  now: boolean;
  note?: ReactNode;
}): ReactNode {
  const say = useText();
  return (
    <li className={classNames(styles.entry, !now && styles.later)} data-command={command.id}>
      <p className={styles.name}>
        <strong>{say(command.labelKey, command.labelValues)}</strong>
        <kbd className={styles.key}>{keyWords(command.key)}</kbd>
      </p>
      <BarcodePicture text={command.barcode} className={styles.code} />
      <p className={styles.help}>
        {say(command.helpKey)}
        {command.dangerous ? ` ${say('commands.dangerous')}` : ''}
        {now ? null : <em className={styles.when}>{say('commands.later')}</em>}
      </p>
      {note}
    </li>
  );
}

/** As it stands on the keyboard. */
export function keyWords(key: string): string {
  return key.replace('Control', 'Ctrl').replace('Escape', 'Esc');
}
