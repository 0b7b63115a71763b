// The box before this one waits for its label: scanned on the box, before anything goes into the next.
import type { ReactNode } from 'react';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { useText } from '../../app/locale';
import type { LabelDeskState } from './label-desk';
import { LabelPanel } from './label-panel';

export function LabelFirst({ parcel, desk }: { parcel: Parcel; desk: LabelDeskState }): ReactNode {
  const say = useText();
  return (
    <section aria-label={say('label.scan-it')} data-label-first={parcel.orderNumber}>
      <LabelPanel parcel={parcel} desk={desk} facts={null} toScan />
    </section>
  );
}
