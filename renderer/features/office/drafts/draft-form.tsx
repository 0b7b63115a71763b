// The form in which a paper with goods is written (quote, order to a supplier, transfer): what it is, what is wrong with it, its
// goods, and the fields of the whole.
import { type ReactNode, useId } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Failure } from '../list/failure';
import type { OfficeFailure } from '../office-api';
import styles from '../workbench/workbench.module.css';

/** What cannot be read: the words about it, and the line it is in. */
export type WrongDraft = { text: string; line: number | string };

type Props = {
  /** Texts. */
  title: string;
  saveText: string;
  goodsTitle: string;
  canSave: boolean;
  failure: OfficeFailure | null;
  wrong: WrongDraft | null;
  goods: ReactNode;
  /** Fields of the whole. */
  children: ReactNode;
  onSave: () => Promise<void>;
  onLeave: () => void;
};

export function DraftForm(props: Props): ReactNode {
  const { title, saveText, goodsTitle, canSave, failure, wrong, goods, children, onSave, onLeave } = props;
  const intl = useIntl();
  const goodsId = useId();
  return (
    <form
      className={styles.bench}
      aria-label={intl.formatMessage({ id: title })}
      onSubmit={(event) => {
        event.preventDefault();
        void onSave();
      }}
    >
      <header className={styles.head}>
        <h1>
          <FormattedMessage id={title} />
        </h1>
        <button type="submit" data-main="true" disabled={!canSave}>
          <FormattedMessage id={saveText} />
        </button>
        <button type="button" onClick={onLeave}>
          <FormattedMessage id="office.workbench.close" />
        </button>
      </header>
      <div>
        {failure ? <Failure failure={failure} /> : null}
        {wrong === null ? null : (
          <p role="alert">
            <FormattedMessage id={wrong.text} values={{ line: wrong.line }} />
          </p>
        )}
      </div>
      <div className={styles.parts}>
        <section className={styles.part} data-wide="true" aria-labelledby={goodsId}>
          <h2 id={goodsId}>
            <FormattedMessage id={goodsTitle} />
          </h2>
          {goods}
        </section>
        <fieldset className={`${styles.fields} ${styles.pairs}`} data-wide="true">
          {children}
        </fieldset>
      </div>
    </form>
  );
}
