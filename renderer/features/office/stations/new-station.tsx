// A code for a new station: as a QR code for its scanner and in signs for a person, good once and for ten minutes. It is
// shown to whoever stands before this screen and kept nowhere.
import { drawingSVG, qrcode } from 'bwip-js/generic';
import { type ReactNode, useEffect, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { z } from 'zod';
import type { newCodeResponseSchema } from '../../../../shared/contract/http-stations';
import { useText } from '../../../app/locale';
import { Failure } from '../list/failure';
import type { OfficeApi, OfficeFailure } from '../office-api';
import styles from './new-station.module.css';

const kinds = { bench: ['station'], benchAndOffice: ['station', 'office'], office: ['office'] } as const;
type Kind = keyof typeof kinds;
type Ticket = z.infer<typeof newCodeResponseSchema>;

/**
 * @param warehouses ids to choose from
 * @param stations those whose place a spare PC may take
 */
export function NewStation({
  api,
  warehouses,
  stations,
}: {
  api: OfficeApi;
  warehouses: readonly string[];
  stations: readonly { stationId: string; name: string; warehouseId: string }[];
}): ReactNode {
  const say = useText();
  const [kind, setKind] = useState<Kind>('bench');
  const [chosen, setChosen] = useState<string | null>(null);
  const [replacesId, setReplaces] = useState<string | null>(null);
  const [ticket, setTicket] = useState<Ticket | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const replaced = stations.find(({ stationId }) => stationId === replacesId) ?? null;
  const warehouseId = replaced?.warehouseId ?? chosen ?? warehouses[0];
  const ask = async (): Promise<void> => {
    if (warehouseId === undefined) return;
    const answer = await api.newCode(warehouseId, kinds[kind], replaced?.stationId ?? null);
    setFailure(answer.ok ? null : answer.failure);
    setTicket(answer.ok ? answer.value : null);
  };
  return (
    <section className={styles.panel} aria-label={say('office.new-station.title')}>
      <h2>{say('office.new-station.title')}</h2>
      <div className={styles.choices}>
        <label>
          {say('office.new-station.kind')}
          <select value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
            {Object.keys(kinds).map((name) => (
              <option key={name} value={name}>
                {say(`office.new-station.kind.${name as Kind}`)}
              </option>
            ))}
          </select>
        </label>
        {stations.length > 0 ? (
          <label>
            {say('office.new-station.replaces')}
            <select value={replacesId ?? ''} onChange={(event) => setReplaces(event.target.value || null)}>
              <option value="">{say('office.new-station.replaces-none')}</option>
              {stations.map(({ stationId, name }) => (
                <option key={stationId} value={stationId}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        {warehouses.length > 1 && replaced === null ? (
          <label>
            {say('office.stations.warehouse')}
            <select value={warehouseId} onChange={(event) => setChosen(event.target.value)}>
              {warehouses.map((id) => (
                <option key={id}>{id}</option>
              ))}
            </select>
          </label>
        ) : null}
        <button type="button" disabled={warehouseId === undefined} onClick={() => void ask()}>
          {say('office.new-station.button')}
        </button>
      </div>
      {replaced ? <p>{say('office.new-station.replaces-words', { name: replaced.name })}</p> : null}
      {failure ? <Failure failure={failure} /> : null}
      {ticket ? <Shown key={ticket.code} ticket={ticket} onOver={() => setTicket(null)} /> : null}
    </section>
  );
}

function Shown({ ticket, onOver }: { ticket: Ticket; onOver: () => void }): ReactNode {
  const say = useText();
  const { code, expiresAt, headOffice } = ticket;
  useEffect(() => {
    const timer = setTimeout(onOver, Math.max(0, Date.parse(expiresAt) - Date.now()));
    return () => clearTimeout(timer);
  }, [expiresAt, onOver]);
  return (
    <output className={styles.ticket}>
      <img className={styles.picture} src={drawQr(ticket.ticket)} alt={say('office.new-station.picture')} />
      <div className={styles.words}>
        <p>{say('office.new-station.scan')}</p>
        <p>{say('office.new-station.type', { address: headOffice })}</p>
        <p className={styles.code}>{code}</p>
        <p>
          <FormattedMessage id="office.new-station.until" values={{ at: new Date(expiresAt) }} />
        </p>
      </div>
    </output>
  );
}

/** Black on white with its quiet zone, in every theme. */
function drawQr(text: string): string {
  const svg = qrcode(
    { bcid: 'qrcode', text, scale: 2, paddingwidth: 8, paddingheight: 8, backgroundcolor: 'FFFFFF' },
    drawingSVG(),
  );
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
