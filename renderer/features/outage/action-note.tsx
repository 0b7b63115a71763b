// What stands in the way of an action that a screen offers, said where it is offered and before it is tried. Says nothing
// while the action simply works.
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Action } from '../../../shared/domain/outage/outage';
import type { Tone } from '../../../shared/domain/refusal';
import { useText } from '../../app/locale';
import { ToneShape } from '../../ui/tone-shape';
import styles from './action-note.module.css';
import { type Outage, verdictNow } from './outage';

const tones: Record<'later' | 'blocked', Tone> = { later: 'wait', blocked: 'stop' };

export function ActionNote({ outage, action }: { outage: Outage; action: Action }): ReactNode {
  const say = useText();
  const verdict = verdictNow(useStore(outage.store), action);
  if (verdict.kind === 'works') return null;
  return (
    <p className={styles.note} data-note={action} data-verdict={verdict.kind}>
      <ToneShape tone={tones[verdict.kind]} className={styles.shape} />
      <span>
        <strong>{say(`outage.verdict.${verdict.kind}`)}:</strong> {say(`outage.why.${verdict.reason}`)}
      </span>
    </p>
  );
}
