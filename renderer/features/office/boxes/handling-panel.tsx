// How products want to be packed: found by name or SKU, changed one by one or by a table of a spreadsheet.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { HandlingRequest, HandlingRow } from '../../../../shared/contract/boxes';
import {
  handlingColumns,
  type HandlingProblem,
  readHandlingFile,
} from '../../../../shared/domain/catalogue/handling-file';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import office from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import styles from './boxes.module.css';
import { HandlingForm } from './handling-form';

type Api = Pick<OfficeApi, 'productHandling' | 'saveHandling'>;
type Told = { saved: number; unknown: readonly string[]; problems: readonly HandlingProblem[] };

export function HandlingPanel({ api }: { api: Api }): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const load = useCallback(() => api.productHandling(text), [api, text]);
  const { last, answer, askAgain } = useAnswer(load);
  const [chosen, setChosen] = useState<HandlingRow | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const save = async (
    products: HandlingRequest['products'],
    problems: readonly HandlingProblem[],
  ): Promise<void> => {
    if (products.length === 0) {
      setTold({ saved: 0, unknown: [], problems });
      return;
    }
    const got = await api.saveHandling({ products });
    setFailure(got.ok ? null : got.failure);
    if (!got.ok) return;
    setTold({ ...got.value, problems });
    setChosen(null);
    askAgain();
  };
  const takeFile = async (file: File): Promise<void> => {
    const { products, problems } = readHandlingFile(await file.text());
    await save(products, problems);
  };
  return (
    <section className={styles.part} aria-labelledby="handling">
      <h2 id="handling">
        <FormattedMessage id="office.boxes.handling" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      <div className={styles.head}>
        <input
          type="search"
          aria-label={intl.formatMessage({ id: 'office.boxes.find' })}
          placeholder={intl.formatMessage({ id: 'office.boxes.find' })}
          value={text}
          maxLength={100}
          onChange={({ target }) => setText(target.value)}
        />
        <label>
          <FormattedMessage id="office.boxes.file" />{' '}
          <input
            type="file"
            accept=".csv,.txt"
            onChange={({ target }) => {
              const file = target.files?.[0];
              if (file) void takeFile(file);
              target.value = '';
            }}
          />
        </label>
      </div>
      <p className={office.empty}>
        <FormattedMessage id="office.boxes.fileColumns" values={{ columns: handlingColumns.join(', ') }} />
      </p>
      <output>{told ? <Saved told={told} /> : null}</output>
      {chosen ? (
        <HandlingForm
          key={chosen.sku}
          row={chosen}
          onSave={(product) => void save([product], [])}
          onLeave={() => setChosen(null)}
        />
      ) : null}
      <Found rows={last?.rows ?? []} total={last?.total ?? 0} onChoose={setChosen} />
    </section>
  );
}

function Saved({ told: { saved, unknown, problems } }: { told: Told }): ReactNode {
  return (
    <>
      <FormattedMessage id="office.boxes.saved" values={{ count: saved }} />
      {unknown.length > 0 ? (
        <>
          {' '}
          <FormattedMessage id="office.boxes.unknown" values={{ skus: unknown.slice(0, 10).join(', ') }} />
        </>
      ) : null}
      {problems.slice(0, 10).map(({ lineNo, column }) => (
        <span key={`${lineNo} ${column}`}>
          {' '}
          <FormattedMessage id="office.boxes.problem" values={{ line: lineNo, column }} />
        </span>
      ))}
    </>
  );
}

function Found({
  rows,
  total,
  onChoose,
}: {
  rows: readonly HandlingRow[];
  total: number;
  onChoose: (row: HandlingRow) => void;
}): ReactNode {
  if (rows.length === 0)
    return (
      <p className={office.empty}>
        <FormattedMessage id="office.boxes.noProducts" />
      </p>
    );
  return (
    <>
      <div className={office.scroll}>
        <table className={office.grid} aria-labelledby="handling">
          <tbody>
            {rows.map((row) => (
              <tr key={row.sku}>
                <th scope="row">
                  <button type="button" onClick={() => onChoose(row)}>
                    {row.name}
                  </button>
                </th>
                <td>{row.sku}</td>
                <td>
                  <Marks row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {total > rows.length ? (
        <p className={office.empty}>
          <FormattedMessage id="office.boxes.moreProducts" values={{ count: total - rows.length }} />
        </p>
      ) : null}
    </>
  );
}

function Marks({ row: { handling, isSaid } }: { row: HandlingRow }): ReactNode {
  const intl = useIntl();
  const say = (id: string): string => intl.formatMessage({ id });
  const marks = [
    say(`office.boxes.protection.${handling.protection}`),
    handling.thisSideUp ? say('office.boxes.thisSideUp') : null,
    handling.liquid ? say('office.boxes.liquid') : null,
    handling.shipsAlone ? say('office.boxes.shipsAlone') : null,
    handling.hazardClass === null ? null : say(`office.boxes.hazard.${handling.hazardClass}`),
    handling.instructions.length > 0 ? say('office.boxes.hasInstructions') : null,
  ].filter((mark) => mark !== null);
  return isSaid ? marks.join(' · ') : <FormattedMessage id="office.boxes.notSaid" />;
}
