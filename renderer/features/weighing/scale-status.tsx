// The scale in the strip along the lower edge: what it weighs now, or what is wrong with it. A bench without one says nothing.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import { useText } from '../../app/locale';
import type { Station } from '../../app/station';
import { StatusItem, type StatusState } from '../../ui/status-strip';
import { deviceTrouble } from '../status/device-words';
import { readingWords } from './weight-words';

export function ScaleStatus({ station }: { station: Pick<Station, 'devices' | 'scales'> }): ReactNode {
  const say = useText();
  const intl = useIntl();
  const scales = useStore(station.devices.store, ({ devices }) => devices).filter(
    ({ kind }) => kind === 'scale',
  );
  const heard = useStore(station.scales.store, (state) => state.heard);
  const [scale] = scales;
  if (!scale) return null;
  const name = (heard?.name ?? scale.name) || say('status.name.scale');
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
