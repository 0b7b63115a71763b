// How a scanner is given a line of its own, by the names of the codes for it.
import type { ReactNode } from 'react';
import { hidPosName, ownLineCodes } from '../../../shared/barcode/scanner/own-line';
import { useText } from '../../app/locale';
import styles from './devices-page.module.css';

export function OwnLine({ why = null }: { why?: string | null }): ReactNode {
  const say = useText();
  return (
    <ul className={styles.habits} data-own-line="how">
      {why === null ? null : <li>{why}</li>}
      <li>{say('scanner.own-line.how', { code: hidPosName })}</li>
      {ownLineCodes.map(({ maker, hidPos, serial }) => {
        const codes = [hidPos, say('scanner.own-line.serial', { code: serial })];
        const code = codes.filter((each) => each !== null).join(' · ');
        return <li key={maker}>{say('scanner.own-line.of', { maker, code })}</li>;
      })}
    </ul>
  );
}
