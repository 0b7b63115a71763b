// The question before the seal, large: what to do with box and scale, or why a box is sealed that weighs something else.
import type { ReactNode } from 'react';
import type { Box } from '../../../shared/domain/packing/box';
import type { WeightQuestion } from '../../../shared/domain/packing/weighing-facts';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { weightReasons } from '../../../shared/domain/weighing/seal-weight';
import { useText } from '../../app/locale';
import second from '../packing/second-panel.module.css';
import { Explained, expectedHere, type WeighingParts } from './weight-panel';

export function WeightQuestionPanel({
  question,
  open,
  box,
  weighing,
}: {
  question: WeightQuestion;
  open: Parcel;
  box: Box | null;
  weighing: WeighingParts;
}): ReactNode {
  const say = useText();
  const { ask } = question;
  const expected = expectedHere(open, box, weighing);
  const names = {
    weigh: say('command.weigh.label'),
    skip: say('command.skip.label'),
    cancel: say('command.cancel.label'),
  };
  return (
    <section className={second.second}>
      <h2>{say(`weighing.title.${ask}`)}</h2>
      {ask === 'differs' ? (
        <>
          <Explained expected={expected} />
          <ol className={second.reasons}>
            {weightReasons.map((reason) => (
              <li key={reason}>{say(`weighing.reason.${reason}`)}</li>
            ))}
          </ol>
        </>
      ) : null}
      <p>{say(`weighing.how.${ask}`, names)}</p>
    </section>
  );
}
