// What every dashboard of the night's figures begins with: whether there are any yet, when they were worked out, and the button that
// does it again.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { Answer } from '../office-api';
import type { FiguresApi } from './figures-page';
import styles from './figures.module.css';

/** @param load stable between renders */
export function NightDashboard<Figures extends { madeAt: string | null }>({
  api,
  load,
  children,
}: {
  api: FiguresApi;
  load: () => Promise<Answer<Figures>>;
  children: (figures: Figures) => ReactNode;
}): ReactNode {
  const { answer, last, askAgain } = useAnswer(load);
  if (answer && !answer.ok) return <Failure failure={answer.failure} onRetry={askAgain} />;
  if (!last)
    return (
      <output>
        <FormattedMessage id="office.figures.looking" />
      </output>
    );
  return (
    <>
      <MadeAt api={api} madeAt={last.madeAt} onMade={askAgain} />
      {children(last)}
    </>
  );
}

/** When it was worked out, and the button that does it again. */
function MadeAt({
  api,
  madeAt,
  onMade,
}: {
  api: FiguresApi;
  madeAt: string | null;
  onMade: () => void;
}): ReactNode {
  const [isBusy, setIsBusy] = useState(false);
  return (
    <p className={styles.row}>
      {madeAt === null ? (
        <FormattedMessage id="office.figures.not-made" />
      ) : (
        <FormattedMessage
          id="office.figures.made-at"
          values={{ at: <FormattedDate value={madeAt} dateStyle="medium" timeStyle="short" /> }}
        />
      )}
      <button
        type="button"
        disabled={isBusy}
        onClick={() => {
          setIsBusy(true);
          void api.makeNightFigures().then(() => {
            setIsBusy(false);
            onMade();
          });
        }}
      >
        <FormattedMessage id="office.figures.make-now" />
      </button>
      {isBusy ? (
        <output>
          <FormattedMessage id="office.figures.making" />
        </output>
      ) : null}
    </p>
  );
}
