// The floor as a CSV file, out and in. In goes in two steps: what would become of it, row by row, and then taking it.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { FloorFilePreview } from '../../../../shared/contract/floor-map';
import { saveFile } from '../customers/save-file';
import { Failure } from '../list/failure';
import type { OfficeFailure } from '../office-api';
import type { FloorApi } from './floor-page';
import styles from './floor.module.css';

type Props = {
  api: Pick<FloorApi, 'floorFile' | 'checkFloorFile' | 'takeFloorFile'>;
  warehouseId: string;
  onTaken: () => void;
};

export function FloorFile({ api, warehouseId, onTaken }: Props): ReactNode {
  const intl = useIntl();
  const [chosen, setChosen] = useState<{ name: string; text: string } | null>(null);
  const [preview, setPreview] = useState<FloorFilePreview | null>(null);
  const [taken, setTaken] = useState<FloorFilePreview | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const during = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setFailure(null);
    await work();
    setBusy(false);
  };
  const download = (): Promise<void> =>
    during(async () => {
      const got = await api.floorFile(warehouseId);
      if (got.ok) saveText(got.value.fileName, got.value.text, 'text/csv');
      else setFailure(got.failure);
    });
  const check = (file: File): Promise<void> =>
    during(async () => {
      const text = await file.text();
      const got = await api.checkFloorFile(warehouseId, text);
      setTaken(null);
      setChosen(got.ok ? { name: file.name, text } : null);
      setPreview(got.ok ? got.value : null);
      if (!got.ok) setFailure(got.failure);
    });
  const take = (text: string, version: number): Promise<void> =>
    during(async () => {
      const got = await api.takeFloorFile(warehouseId, version, text);
      if (!got.ok) {
        setFailure(got.failure);
        return;
      }
      setPreview(null);
      setTaken(got.value);
      onTaken();
    });
  return (
    <section className={styles.part} aria-labelledby="floor-file">
      <h2 id="floor-file">
        <FormattedMessage id="office.floor.file" />
      </h2>
      <p className={styles.quiet}>
        <FormattedMessage id="office.floor.file-about" />
      </p>
      <div className={styles.acts}>
        <button type="button" onClick={() => void download()}>
          <FormattedMessage id="office.floor.file-out" />
        </button>
        <label>
          <FormattedMessage id="office.floor.file-in" />{' '}
          <input
            type="file"
            accept=".csv,text/csv"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              if (file) void check(file);
            }}
          />
        </label>
        {isBusy ? <progress aria-label={intl.formatMessage({ id: 'office.floor.reading' })} /> : null}
      </div>
      {failure ? <Failure failure={failure} /> : null}
      {preview && chosen ? (
        <>
          <output>
            <FormattedMessage
              id="office.floor.file-becomes"
              values={{
                file: chosen.name,
                rows: preview.rows,
                added: preview.added,
                changed: preview.changed,
                same: preview.same,
                wrong: preview.wrong,
              }}
            />
          </output>
          <Problems preview={preview} />
          <button
            type="button"
            data-main
            disabled={isBusy || preview.added + preview.changed === 0}
            onClick={() => void take(chosen.text, preview.version)}
          >
            <FormattedMessage
              id="office.floor.file-take"
              values={{ rows: preview.added + preview.changed }}
            />
          </button>
        </>
      ) : null}
      {taken ? (
        <>
          <output>
            <FormattedMessage
              id="office.floor.file-taken"
              values={{ added: taken.added, changed: taken.changed, wrong: taken.wrong }}
            />
          </output>
          <Problems preview={taken} />
        </>
      ) : null}
    </section>
  );
}

function Problems({ preview: { problems, wrong } }: { preview: FloorFilePreview }): ReactNode {
  const intl = useIntl();
  if (wrong === 0) return null;
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption>
          <FormattedMessage id="office.floor.wrong-rows" values={{ wrong, shown: problems.length }} />
        </caption>
        <thead>
          <tr>
            {['line', 'row', 'wrong', 'remedy'].map((name) => (
              <th key={name} scope="col">
                <FormattedMessage id={`office.floor.${name}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {problems.map(({ line, text, refusal }) => (
            <tr key={line}>
              <td>{line}</td>
              <td>
                <code>{text}</code>
              </td>
              <td>{intl.formatMessage({ id: `refusal.${refusal.code}.title` }, refusal.values)}</td>
              <td>{intl.formatMessage({ id: `refusal.${refusal.code}.next` }, refusal.values)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function saveText(fileName: string, text: string, type: string): void {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  saveFile(fileName, btoa(bytes), type);
}
