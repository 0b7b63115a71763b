// The scale in the strip along the lower edge: what it weighs now, or what is wrong with it; where two work at the bench, the scale
// of each. A bench without one says nothing.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import { type BenchSide, benchSides } from '../../../shared/domain/packing/bench-sides';
import { useText } from '../../app/locale';
import type { Station } from '../../app/station';
import { StatusItem, type StatusState } from '../../ui/status-strip';
import { deviceTrouble } from '../status/device-words';
import { readingWords } from './weight-words';

export function ScaleStatus({
  station,
}: {
  station: Pick<Station, 'devices' | 'scales' | 'sides'>;
}): ReactNode {
  const right = useStore(station.sides.store, ({ session }) => session);
  return right ? (
    benchSides.map((side) => <OfSide key={side} station={station} side={side} isShared />)
  ) : (
    <OfSide station={station} side="left" isShared={false} />
  );
}

function OfSide({
  station,
  side,
  isShared,
}: {
  station: Pick<Station, 'devices' | 'scales' | 'sides'>;
  side: BenchSide;
  isShared: boolean;
}): ReactNode {
  const say = useText();
  const intl = useIntl();
  const { sides } = station;
  const rightScales = useStore(sides.store, (state) => state.rightScales);
  const known = useStore(station.devices.store, ({ devices }) => devices);
  const heard = useStore(station.scales[side].heard.store, (state) => state.heard);
  const isRight = isShared && side === 'right';
  const scale = known.find(
    ({ kind, id }) => kind === 'scale' && (isShared && rightScales.includes(id)) === isRight,
  );
  if (!scale) return null;
  const own = (heard?.name ?? scale.name) || say('status.name.scale');
  const name = isShared ? `${own} · ${say(`side.${side}`)}` : own;
  if (heard)
    return (
      <StatusItem name={name} state={toneOf(heard.reading?.condition)}>
        {readingWords(intl, heard.reading)}
      </StatusItem>
    );
  return (
    <StatusItem name={name} state={scale.state === 'unknown' ? 'wait' : 'look'}>
      {deviceTrouble(intl, scale) ?? say('scale.no-reading')}
    </StatusItem>
  );
}

function toneOf(condition: string | undefined): StatusState {
  if (condition === 'ok') return 'good';
  return condition === undefined || condition === 'moving' ? 'wait' : 'look';
}
