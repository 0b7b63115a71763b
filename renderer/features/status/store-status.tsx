// What the strip says about this station's own records: that scans are not saved and what to do, that the second copy is
// behind, that the store was lost and is being filled again. Says nothing while all is well.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import { useText } from '../../app/locale';
import type { Station } from '../../app/station';
import { StatusItem } from '../../ui/status-strip';

export function StoreStatus({
  station,
}: {
  station: Pick<Station, 'health' | 'keeping' | 'rebuild'>;
}): ReactNode {
  const say = useText();
  const intl = useIntl();
  const { trouble, mustReopen } = useStore(station.health.store);
  const keeping = useStore(station.keeping.store);
  const rebuild = useStore(station.rebuild.store);
  const name = say('status.name.store');
  if (trouble !== null) {
    const words = mustReopen ? 'status.store.reopen' : (`status.store.${trouble}` as const);
    return (
      <StatusItem name={name} state="stop">
        {say(words)}
      </StatusItem>
    );
  }
  if (keeping.trouble !== null)
    return (
      <StatusItem name={name} state="look">
        {say(keeping.trouble === 'disk.full' ? 'status.store.copy-full' : 'status.store.copy', {
          count: keeping.behind,
        })}
      </StatusItem>
    );
  if (rebuild.sinceMs === null) return null;
  const values = {
    time: intl.formatTime(rebuild.sinceMs, { hour: '2-digit', minute: '2-digit' }),
    count: rebuild.ops,
  };
  return (
    <StatusItem name={name} state={rebuild.isWhole ? 'good' : 'wait'}>
      {say(rebuild.isWhole ? 'status.store.rebuilt' : 'status.store.rebuilding', values)}
    </StatusItem>
  );
}
