// What may be pressed in the head of the station, each with its key: nothing here is needed to pack.
import type { ReactNode } from 'react';
import { commands } from '../input/commands';
import { usePreferences, useText } from './locale';
import styles from './station-acts.module.css';

export function StationActs({ onOffice }: { onOffice: (() => void) | null }): ReactNode {
  const say = useText();
  const { locale } = usePreferences();
  const help = commands.find((command) => command.id === 'help');
  return (
    <>
      {onOffice ? (
        <button type="button" className={styles.act} tabIndex={-1} onClick={onOffice}>
          {say('app.to-office')} <kbd>F10</kbd>
        </button>
      ) : null}
      <span className={styles.locale}>{locale.toUpperCase()}</span>
      {help ? (
        <span className={styles.help}>
          {say(help.labelKey)} <kbd>{help.key}</kbd>
        </span>
      ) : null}
    </>
  );
}
