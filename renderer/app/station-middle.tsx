// What stands in the middle of the station's screen, or of one of its sides: it follows from the bench alone; there is nothing
// to navigate.
import { type ReactNode, useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import { PaperLines } from '../features/papers/paper-lines';
import { saleJobsOf } from '../features/papers/parcel-papers';
import { LabelFirst } from '../features/packing/label-first';
import { LabelPanel } from '../features/packing/label-panel';
import { JamPanel } from '../features/packing/jam-panel';
import { labelToApply } from '../../shared/domain/packing/bench-apply';
import { LabelQuestion } from '../features/packing/label-question';
import { questionOf } from '../features/packing/label-desk';
import { labelWaits } from '../features/packing/session-parts';
import { DiversionNote } from '../features/devices/diversion-note';
import { ActionNote } from '../features/outage/action-note';
import { openAlikeOf } from '../features/packing/alike-of';
import { PackingScreen } from '../features/packing/packing-screen';
import { StopPanel } from '../features/packing/stop-panel';
import { CountPanel } from '../features/aside/count-panel';
import { CounterPanel } from '../features/counter/counter-panel';
import { MovePanel } from '../features/putaway/move-panel';
import { ReturnPanel } from '../features/returning/return-panel';
import { ReceivingPanel } from '../features/receiving/receiving-panel';
import { TourPanel } from '../features/picking/tour-panel';
import { BetweenPlaces } from '../features/places/between-places';
import { PlacesBoard } from '../features/places/places-board';
import { BadgePrompt } from '../features/waiting/badge-prompt';
import { PeopleAge } from '../features/waiting/people-age';
import { PinPrompt } from '../features/waiting/pin-prompt';
import { SignedOff } from '../features/waiting/signed-off';
import { WaitingScreen } from '../features/waiting/waiting-screen';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import type { ThreeFacts } from '../../shared/domain/parcel/three-facts';
import type { PageCommand } from '../input/commands';
import type { ScanBus } from '../input/scan-bus';
import type { Station } from './station';
import type { PackingSession } from '../features/packing/session';
import type { SidePort } from '../features/packing/packing-ports';
import { StationPageShown } from './station-pages';
import styles from './station-screen.module.css';

/** Beside so many places there is room for the plan of a box. */
const mostDrawn = 2;

export function StationMiddle({
  station,
  session,
  side,
  bus,
  page,
}: {
  station: Station;
  /** Of this side; with one side the station's own. */
  session: PackingSession;
  side: Pick<SidePort, 'here' | 'isAsked'>;
  bus: Pick<ScanBus, 'listen'>;
  /** Stands over the middle, unless something must be answered first. */
  page: PageCommand | null;
}): ReactNode {
  const state = useStore(session.store);
  const desk = useStore(station.labels.store);
  const isSignedOff = useStore(station.network.store, ({ signedOff }) => signedOff !== null);
  const { parcels } = useStore(station.ownParcels.store);
  const codeOf = useCallback(
    (sku: string): string => station.catalogue.product(sku as never)?.barcodes[0]?.code ?? sku,
    [station],
  );
  const alikeOf = useMemo(
    () => openAlikeOf(station.directory, station.catalogue, station.self.warehouseId),
    [station],
  );
  const weighing = useMemo(
    () => ({
      scales: station.scales[side.here].heard,
      scale: station.scales[side.here].bench,
      rules: () => station.directory.benchRules(station.self.warehouseId),
      packing: () => station.directory.packingWeight(station.self.warehouseId),
      boxing: station.boxes.of,
    }),
    [station, side],
  );
  const { bench, open, lastSealed } = state;
  const { count } = useStore(station.places.store);
  const board =
    state.places.length > 0 ? (
      <PlacesBoard places={state.places} count={count} inHand={bench.parcelId} />
    ) : null;
  const question = bench.stop || bench.jam ? null : questionOf(desk, side.isAsked);
  const applying = labelToApply(bench, {
    lastSealed,
    rules: station.directory.benchRules(station.self.warehouseId),
    stationId: station.self.stationId,
  });
  const waitsForLabel = labelWaits(state);
  return middle();

  function factsOf({ parcelId }: Parcel): ThreeFacts | null {
    return parcels.find((own) => own.parcelId === parcelId)?.facts ?? null;
  }

  function middle(): ReactNode {
    if (bench.pinFor)
      return (
        <PinPrompt
          key={state.answers}
          pinFor={bench.pinFor}
          bus={bus}
          onPin={session.givePin}
          onGiveUp={() => session.command('cancel')}
        />
      );
    if (bench.stop) return <StopPanel state={state} stop={bench.stop} codeOf={codeOf} />;
    if (bench.jam) return <JamPanel jam={bench.jam} />;
    if (question) return <LabelQuestion job={question} />;
    if (page) return <StationPageShown station={station} page={page} />;
    if (isSignedOff && !open) return <SignedOff network={station.network} />;
    if (!bench.operator) return <BadgePrompt age={<PeopleAge leftMs={station.people.leftMs} />} />;
    if (open)
      return (
        <PackingScreen
          state={state}
          open={open}
          boxes={station.directory.boxes()}
          codeOf={codeOf}
          alikeOf={alikeOf}
          whereElse={station.whereElse}
          customsOf={station.customsOf}
          photos={station.photos}
          board={board}
          isCrowded={board !== null && Math.max(count, state.places.length) > mostDrawn}
          weighing={weighing}
          sealNote={<ActionNote outage={station.outage} action="seal" />}
          applying={applying ? <LabelFirst parcel={applying} desk={desk} /> : null}
        />
      );
    if (board) return <BetweenPlaces board={board} />;
    if (bench.aside?.kind === 'tour')
      return state.tour ? (
        <TourPanel
          walk={bench.aside.walk}
          walked={state.tour}
          alikeOf={alikeOf}
          whereElse={station.whereElse}
        />
      ) : null;
    if (bench.aside?.kind === 'receive')
      return <ReceivingPanel receiving={bench.aside.receiving} awaited={state.awaited} />;
    if (bench.aside?.kind === 'return')
      return (
        <ReturnPanel
          returning={bench.aside.returning}
          returned={state.returned}
          propose={station.putAway.propose}
          nameOf={(sku) => station.catalogue.product(sku as never)?.name ?? sku}
        />
      );
    if (bench.aside?.kind === 'move')
      return (
        <MovePanel
          moving={bench.aside.moving}
          loading={state.loading}
          propose={station.putAway.propose}
          replenishments={station.putAway.replenishments()}
        />
      );
    if (bench.aside?.kind === 'count') return <CountPanel aside={bench.aside} waiting={station.waiting} />;
    if (bench.aside)
      return (
        <CounterPanel
          aside={bench.aside}
          rights={station.rights}
          session={session}
          headOfficeMs={station.leases.latestMs}
          nameOf={(sku) => station.catalogue.product(sku as never)?.name ?? sku}
          receipt={
            bench.lastSold ? (
              <PaperLines papers={saleJobsOf(bench.lastSold.opId, desk)} desk={desk} keyHint="F11" />
            ) : null
          }
        />
      );
    return (
      <div className={styles.between}>
        {lastSealed && (waitsForLabel || factsOf(lastSealed)) ? (
          <LabelPanel
            parcel={lastSealed}
            desk={desk}
            facts={factsOf(lastSealed)}
            toScan={applying?.parcelId === lastSealed.parcelId}
          >
            <ActionNote outage={station.outage} action="print-label" />
            <DiversionNote failOver={station.failOver} />
          </LabelPanel>
        ) : null}
        <WaitingScreen
          waiting={station.waiting}
          tasks={station.tasks}
          outage={station.outage}
          network={station.network}
          batch={station.batch}
          headOfficeMs={station.leases.latestMs}
          badgesLeftMs={station.people.leftMs}
          onOpen={(parcel) => session.openOrder(parcel.orderNumber)}
        />
      </div>
    );
  }
}
