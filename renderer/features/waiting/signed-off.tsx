// This computer was signed off: what it still does, and when it can be put away. Nothing is to be scanned here any more.
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useText } from '../../app/locale';
import type { Network } from '../../data/network';
import styles from './badge-prompt.module.css';

export function SignedOff({ network }: { network: Pick<Network, 'store'> }): ReactNode {
  const say = useText();
  const { signedOff, unsent } = useStore(network.store);
  const name = signedOff?.replacedBy ?? null;
  return (
    <section className={styles.prompt} role="alert">
      <div className={styles.words}>
        <h1>{name === null ? say('signed-off.title') : say('signed-off.replaced', { name })}</h1>
        <p>{unsent > 0 ? say('signed-off.sending', { count: unsent }) : say('signed-off.done')}</p>
      </div>
    </section>
  );
}
