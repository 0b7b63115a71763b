// What this bench holds and until when; of which zone, and how much it takes at most. Offline it says how long the bench may
// go on alone, before anything is tried.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import { packsForMs } from '../../../shared/domain/parcel/lease';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { useText } from '../../app/locale';
import { useNow } from '../../app/use-now';
import type { Network } from '../../data/network';
import type { WorkBatch } from '../../data/work-batch';
import styles from './waiting-screen.module.css';

export function WorkHeld({
  here,
  network,
  batch,
  headOfficeMs,
}: {
  here: readonly Parcel[];
  network: Network;
  batch: WorkBatch;
  headOfficeMs: () => number | null;
}): ReactNode {
  const say = useText();
  const intl = useIntl();
  const nowMs = useNow(10_000);
  const { headOffice } = useStore(network.store);
  const { count, paused, limits } = useStore(batch.store);
  const leftMs = packsForMs(here, headOfficeMs());
  const time = intl.formatTime(nowMs + (leftMs ?? 0), { hour: '2-digit', minute: '2-digit' });
  const facts: string[] = [];
  if (leftMs !== null && headOffice === 'down')
    facts.push(leftMs > 0 ? say('waiting.alone', { time }) : say('waiting.alone-over'));
  if (leftMs !== null && leftMs > 0) facts.push(say('waiting.holds', { count: here.length, time }));
  if (limits)
    facts.push(limits.zone === null ? say('waiting.all-zones') : say('waiting.zone', { zone: limits.zone }));
  if (paused) facts.push(say('waiting.batch-paused'));
  else if (limits && limits.maxParcels < count)
    facts.push(say('waiting.batch-bounded', { count: limits.maxParcels }));
  else facts.push(say('waiting.batch', { count }));
  return <p className={styles.held}>{facts.join(' · ')}</p>;
}
