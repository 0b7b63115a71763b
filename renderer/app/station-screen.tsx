// The station's one screen: head, answer, the thing asked about, status. What stands in the middle follows from the
// bench alone; there is nothing to navigate.
import { type ReactNode, useCallback } from 'react';
import { useStore } from 'zustand';
import { LabelPanel } from '../features/packing/label-panel';
import { LabelQuestion } from '../features/packing/label-question';
import { AnswerBand } from '../features/packing/answer-band';
import { questionOf } from '../features/packing/label-desk';
import { PackingScreen } from '../features/packing/packing-screen';
import { StopPanel } from '../features/packing/stop-panel';
import { StationStatus } from '../features/status/station-status';
import { AsidePanel } from '../features/aside/aside-panel';
import { BadgePrompt } from '../features/waiting/badge-prompt';
import { WaitingScreen } from '../features/waiting/waiting-screen';
import type { Station } from './station';
import { StationHead } from './station-head';
import styles from './station-screen.module.css';

export function StationScreen({ station, acts }: { station: Station; acts?: ReactNode }): ReactNode {
  const state = useStore(station.session.store);
  const desk = useStore(station.labels.store);
  const codeOf = useCallback(
    (sku: string): string => station.catalogue.product(sku as never)?.barcodes[0]?.code ?? sku,
    [station],
  );
  const { bench, open, lastSealed } = state;
  const question = bench.stop ? null : questionOf(desk);
  const waitsForLabel = open === null && lastSealed !== null && lastSealed.state !== 'handed-over';
  return (
    <div className={styles.station}>
      <StationHead station={station}>{acts}</StationHead>
      <main className={styles.main}>
        <AnswerBand state={state} waitsForLabel={waitsForLabel} />
        <div className={styles.middle}>{middle()}</div>
      </main>
      <StationStatus station={station} />
    </div>
  );

  function middle(): ReactNode {
    if (bench.stop) return <StopPanel state={state} stop={bench.stop} codeOf={codeOf} />;
    if (question) return <LabelQuestion job={question} />;
    if (!bench.operator) return <BadgePrompt />;
    if (open)
      return <PackingScreen state={state} open={open} boxes={station.directory.boxes()} codeOf={codeOf} />;
    if (bench.aside)
      return (
        <AsidePanel
          aside={bench.aside}
          rights={station.rights}
          headOfficeMs={station.leases.latestMs}
          nameOf={(sku) => station.catalogue.product(sku as never)?.name ?? sku}
          waiting={station.waiting}
        />
      );
    return (
      <div className={styles.between}>
        {waitsForLabel && lastSealed ? <LabelPanel parcel={lastSealed} desk={desk} /> : null}
        <WaitingScreen
          waiting={station.waiting}
          network={station.network}
          headOfficeMs={station.leases.latestMs}
          onOpen={(parcel) => station.session.openOrder(parcel.orderNumber)}
        />
      </div>
    );
  }
}
