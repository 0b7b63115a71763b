// What may be pressed in the head of the station, each with its key: nothing here is needed to pack.
import type { MouseEvent, ReactNode } from 'react';
import { useStore } from 'zustand';
import { type Outage, verdictNow } from '../features/outage/outage';
import { commands } from '../input/commands';
import { usePreferences, useText } from './locale';
import styles from './station-acts.module.css';

/** Enter belongs to the bench again as soon as the button was pressed. */
function release(event: MouseEvent<HTMLButtonElement>): void {
  event.currentTarget.blur();
}

export function StationActs({
  outage,
  onOffice,
}: {
  outage: Outage;
  onOffice: (() => void) | null;
}): ReactNode {
  const say = useText();
  const { preferences, locale, choose } = usePreferences();
  const office = verdictNow(useStore(outage.store), 'office-pages');
  const help = commands.find((command) => command.id === 'help');
  return (
    <>
      {onOffice ? (
        <button
          type="button"
          className={styles.act}
          tabIndex={-1}
          title={office.kind === 'blocked' ? say(`outage.why.${office.reason}`) : undefined}
          onClick={onOffice}
        >
          {say('app.to-office')} <kbd>F10</kbd>
          {office.kind === 'blocked' ? <em> · {say('outage.verdict.blocked')}</em> : null}
        </button>
      ) : null}
      <button
        type="button"
        className={styles.act}
        tabIndex={-1}
        title={say('app.reach-hint')}
        onClick={(event) => {
          choose({ reach: preferences.reach === 1 ? 2 : 1 });
          release(event);
        }}
      >
        {say('app.reach', { metres: preferences.reach })}
      </button>
      <span className={styles.locale}>{locale.toUpperCase()}</span>
      {help ? (
        <span className={styles.help}>
          {say(help.labelKey)} <kbd>{help.key}</kbd>
        </span>
      ) : null}
    </>
  );
}
