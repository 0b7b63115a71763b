// The age of a list at the station: when what is on it was last known to be whole, counting on; and while head office is
// away, since when it does not move.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import type { Network } from '../data/network';
import { formatAge, formatClock } from './formatters';
import { useText } from './locale';
import { useNow } from './use-now';

export function DataAge({
  network,
  className,
}: {
  network: Network;
  className?: string | undefined;
}): ReactNode {
  const say = useText();
  const intl = useIntl();
  const nowMs = useNow(1_000);
  const { headOffice, lastPulledMs } = useStore(network.store);
  if (lastPulledMs === null) return null;
  const values = {
    time: formatClock(intl, lastPulledMs, nowMs, true),
    age: formatAge(intl, lastPulledMs, nowMs),
  };
  return (
    <p className={className} data-age={headOffice === 'up' ? 'moving' : 'still'}>
      {say(headOffice === 'up' ? 'age.as-of' : 'age.still', values)}
    </p>
  );
}
