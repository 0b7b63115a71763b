// The plan of the open box: which box, how to lay things in it, with what padding. Everything the picture shows is said in
// words too, for whoever does not see it.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { PlannedBox, PlanStep } from '../../../shared/domain/boxing/plan';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { formatMoney } from '../../app/formatters';
import { useText } from '../../app/locale';
import type { Boxing } from './box-desk';
import { BoxPicture } from './box-picture';
import styles from './box-plan-panel.module.css';
import { stepStates, type StepState, whereOf } from './packed-steps';

export function BoxPlanPanel({ boxing, open }: { boxing: Boxing; open: Parcel }): ReactNode {
  const say = useText();
  const [box] = boxing.plan?.boxes ?? [];
  if (!boxing.plan || !box)
    return (
      <p className={styles.quiet}>{say(boxing.state === 'thinking' ? 'boxing.thinking' : 'boxing.none')}</p>
    );
  const { plan } = boxing;
  const states = stepStates(box, open);
  return (
    <div className={styles.plan}>
      <Picture box={box} states={states} />
      <div className={styles.words}>
        <p className={styles.which}>
          {plan.boxes.length > 1
            ? say('boxing.first-of', { box: `${box.boxId} ${box.name}`, count: plan.boxes.length })
            : say('boxing.use', { box: `${box.boxId} ${box.name}` })}
        </p>
        <Place box={box} states={states} />
        <Padding box={box} />
        <Money boxing={boxing} />
        {plan.unboxable.length > 0 ? <p className={styles.warning}>{say('boxing.unboxable')}</p> : null}
      </div>
      <ol className="visually-hidden">
        {box.steps.map((step, at) => (
          <li key={step.placement.piece}>
            {say('boxing.step', {
              name: step.name,
              where: whereWords(say, step, box),
              state: states[at] ?? 'later',
            })}
          </li>
        ))}
      </ol>
    </div>
  );
}

function Picture({ box, states }: { box: PlannedBox; states: readonly StepState[] }): ReactNode {
  const say = useText();
  const inside = states.filter((state) => state === 'in' || state === 'now').length;
  const label = say('boxing.picture', { box: box.name, done: inside, count: states.length });
  return <BoxPicture box={box} states={states} label={label} />;
}

/** Where what was scanned last goes; before that, what goes in first. */
function Place({ box, states }: { box: PlannedBox; states: readonly StepState[] }): ReactNode {
  const say = useText();
  const now = states.lastIndexOf('now');
  const step = box.steps[now < 0 ? states.indexOf('next') : now];
  if (!step) return null;
  return (
    <p className={styles.place} data-now={now < 0 ? undefined : 'yes'}>
      <span className={styles.name}>{step.name}</span> {whereWords(say, step, box)}
    </p>
  );
}

/** Where it lies, and what to mind about it. */
function whereWords(say: ReturnType<typeof useText>, step: PlanStep, { room }: PlannedBox): string {
  return [
    say('boxing.where', whereOf(step, room)),
    ...step.marks.map((mark) => say(`boxing.mark.${mark}`)),
  ].join(', ');
}

function Padding({ box: { padding, protection, sideMm } }: { box: PlannedBox }): ReactNode {
  const intl = useIntl();
  const say = useText();
  return (
    <p className={styles.padding}>
      {padding
        ? say('boxing.padding', {
            name: padding.name,
            quantity: intl.formatNumber(padding.quantity),
            unit: padding.unit,
          })
        : say('boxing.no-padding')}
      {sideMm > 0 ? ` · ${say(`boxing.protection.${protection}`, { mm: sideMm })}` : null}
    </p>
  );
}

function Money({ boxing: { plan } }: { boxing: Boxing }): ReactNode {
  const intl = useIntl();
  const say = useText();
  if (!plan?.savesMinor || plan.savesMinor <= 0) return null;
  const saves = formatMoney(intl, { amountMinor: plan.savesMinor, currency: plan.currency });
  return <p className={styles.quiet}>{say('boxing.saves', { amount: saves })}</p>;
}
