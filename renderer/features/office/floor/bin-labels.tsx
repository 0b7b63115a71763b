// Labels of the marked bins: a picture of every one, printed on this computer's label printer where it has one, or saved as
// ZPL for another.
import { type ReactNode, useEffect, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { maxOwnCodePayload } from '../../../../shared/barcode/own-code';
import { mostBinLabels } from '../../../../shared/contract/floor-map';
import type { Bin } from '../../../../shared/domain/floor/floor-plan';
import { hasBars, labelOfBin } from '../../../../shared/label/bin-label';
import type { BinLabel } from '../../../../shared/label/model';
import { type PrinterProfile, printerDpis } from '../../../../shared/label/printer-profile';
import { BarcodePicture } from '../../../input/barcode-picture';
import { Failure } from '../list/failure';
import type { OfficeFailure } from '../office-api';
import { saveText } from './floor-file';
import type { FloorApi } from './floor-page';
import styles from './floor.module.css';
import { useLabelPrinter } from './label-printer';

type Props = { api: Pick<FloorApi, 'binLabels'>; warehouseId: string; bins: readonly Bin[] };

export function BinLabels({ api, warehouseId, bins }: Props): ReactNode {
  const intl = useIntl();
  const printer = useLabelPrinter();
  const [canPrint, setCanPrint] = useState(false);
  const [dpi, setDpi] = useState<PrinterProfile['dpi']>(203);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [printed, setPrinted] = useState<number | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    void printer?.isThere().then((isThere) => isCurrent && setCanPrint(isThere));
    return () => {
      isCurrent = false;
    };
  }, [printer]);
  const labels = bins
    .filter(({ locationId }) => locationId.length <= maxOwnCodePayload)
    .map(labelOfBin)
    .filter(hasBars);
  const unsayable = bins.length - labels.length;
  const tooMany = labels.length > mostBinLabels;
  const during = (work: Promise<OfficeFailure | null>): void => {
    setBusy(true);
    setPrinted(null);
    void work.then((told) => {
      setFailure(told);
      setBusy(false);
    });
  };
  const print = async (): Promise<OfficeFailure | null> => {
    try {
      setPrinted((await printer?.print(labels)) ?? 0);
      return null;
    } catch {
      return { code: 'floor-not-printed', message: '', values: {} };
    }
  };
  const save = async (): Promise<OfficeFailure | null> => {
    const got = await api.binLabels(
      warehouseId,
      labels.map(({ code }) => code),
      dpi,
    );
    if (!got.ok) return got.failure;
    saveText(`bin-labels-${got.value.labels}.zpl`, got.value.zpl, 'text/plain');
    return null;
  };
  return (
    <section className={styles.part} aria-labelledby="floor-labels">
      <h2 id="floor-labels">
        <FormattedMessage id="office.floor.labels" values={{ labels: labels.length }} />
      </h2>
      {unsayable > 0 ? (
        <output>
          <FormattedMessage id="office.floor.labels-unsayable" values={{ bins: unsayable }} />
        </output>
      ) : null}
      {labels.length === 0 ? (
        <p className={styles.quiet}>
          <FormattedMessage id="office.floor.labels-none" />
        </p>
      ) : (
        <>
          <div className={styles.acts}>
            {canPrint ? (
              <button type="button" data-main disabled={isBusy || tooMany} onClick={() => during(print())}>
                <FormattedMessage id="office.floor.labels-print" />
              </button>
            ) : null}
            <button type="button" disabled={isBusy || tooMany} onClick={() => during(save())}>
              <FormattedMessage id="office.floor.labels-save" />
            </button>
            <label>
              <FormattedMessage id="office.floor.dpi" />{' '}
              <select
                value={dpi}
                onChange={(event) => setDpi(Number(event.target.value) as PrinterProfile['dpi'])}
              >
                {printerDpis.map((each) => (
                  <option key={each} value={each}>
                    {each}
                  </option>
                ))}
              </select>
            </label>
            {isBusy ? <progress aria-label={intl.formatMessage({ id: 'office.floor.printing' })} /> : null}
          </div>
          {tooMany ? (
            <output>
              <FormattedMessage id="office.floor.labels-many" values={{ most: mostBinLabels }} />
            </output>
          ) : null}
          {failure ? <Failure failure={failure} /> : null}
          {printed === null ? null : (
            <output>
              <FormattedMessage id="office.floor.labels-printed" values={{ labels: printed }} />
            </output>
          )}
          <ul className={styles.labels}>
            {labels.slice(0, mostBinLabels).map((label) => (
              <li key={label.code}>
                <LabelPicture label={label} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** As it comes out of the printer, smaller. */
function LabelPicture({ label }: { label: BinLabel }): ReactNode {
  return (
    <figure className={styles.label}>
      <strong style={{ fontSize: `${Math.min(34, 240 / label.code.length)}px` }}>{label.code}</strong>
      <BarcodePicture text={label.barcode} className={styles.bars} />
      <span>{label.place}</span>
      <span>{label.purpose}</span>
      <span>{label.limits}</span>
    </figure>
  );
}
