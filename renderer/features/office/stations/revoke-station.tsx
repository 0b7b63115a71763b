// Ending a station: a computer that was lost, stolen or replaced. Asks first and says what is at stake, because what the
// station has not sent yet will not be taken any more.
import { type ReactNode, useState } from 'react';
import { useText } from '../../../app/locale';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Failure } from '../list/failure';
import type { OfficeApi, OfficeFailure } from '../office-api';

type Props = {
  api: Pick<OfficeApi, 'revokeStation'>;
  station: { stationId: string; name: string; unsent: number };
  onRevoked: () => void;
};

export function RevokeStation({ api, station, onRevoked }: Props): ReactNode {
  const say = useText();
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const { stationId, name, unsent } = station;
  const revoke = async (): Promise<void> => {
    const answer = await api.revokeStation(stationId);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    setAsking(false);
    onRevoked();
  };
  return (
    <>
      <button type="button" aria-label={say('office.revoke.label', { name })} onClick={() => setAsking(true)}>
        {say('office.revoke.button')}
      </button>
      <Dialog
        title={say('office.revoke.title', { name })}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        buttons={
          <>
            <Button onPress={() => setAsking(false)}>{say('office.revoke.keep')}</Button>
            <Button kind="stop" onPress={() => void revoke()}>
              {say('office.revoke.confirm')}
            </Button>
          </>
        }
      >
        <p>{say('office.revoke.words')}</p>
        <p>{say('office.revoke.unsent', { count: unsent })}</p>
        {failure ? <Failure failure={failure} /> : null}
      </Dialog>
    </>
  );
}
