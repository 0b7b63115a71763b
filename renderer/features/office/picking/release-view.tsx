// What a plan would do: metres beside those of other ways, its time, and which walks come too late.
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber } from 'react-intl';
import type { Release } from '../../../../shared/contract/floor';
import { ColumnHeads } from './column-heads';
import styles from './picking.module.css';

const mostShown = 200;

export function ReleaseView({
  release,
  isBusy,
  onRelease,
}: {
  release: Release;
  isBusy: boolean;
  onRelease: () => void;
}): ReactNode {
  const { plan } = release;
  if (!plan) return null;
  const sShape = plan.groups.every(({ sShapeMetres }) => sShapeMetres !== null)
    ? plan.groups.reduce((sum, { sShapeMetres }) => sum + (sShapeMetres ?? 0), 0)
    : null;
  const ways = [
    { name: 'planned', metres: plan.metres },
    ...(sShape === null ? [] : [{ name: 's-shape', metres: sShape }]),
    { name: 'arrival', metres: plan.arrivalMetres },
    { name: 'discrete', metres: plan.discreteMetres },
  ];
  const most = Math.max(1, ...ways.map(({ metres }) => metres));
  return (
    <section className={styles.part} aria-labelledby="picking-release">
      <h2 id="picking-release">
        <FormattedMessage
          id="office.picking.planned"
          values={{ walks: plan.groups.length, boxes: plan.boxes, units: plan.units }}
        />
      </h2>
      {plan.late > 0 ? (
        <output className={styles.late}>
          <FormattedMessage id="office.picking.late" values={{ walks: plan.late }} />
        </output>
      ) : null}
      <table className={styles.ways}>
        <caption>
          <FormattedMessage id="office.picking.ways" />
        </caption>
        <tbody>
          {ways.map(({ name, metres }) => (
            <tr key={name}>
              <th scope="row">
                <FormattedMessage id={`office.picking.way.${name}`} />
              </th>
              <td>
                <FormattedNumber value={metres} maximumFractionDigits={0} /> m
              </td>
              <td aria-hidden="true">
                <span
                  className={styles.bar}
                  style={{ inlineSize: `${(100 * metres) / most}%` }}
                  data-way={name}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className={styles.walks}>
        <caption>
          <FormattedMessage id="office.picking.walks" />
        </caption>
        <ColumnHeads names={['zone', 'boxes', 'units', 'stops', 'metres', 'minutes', 'due', 'ends']} />
        <tbody>
          {plan.groups.slice(0, mostShown).map((group, at) => (
            <tr key={`${group.parcelIds[0]} ${group.zone ?? ''}`} data-late={group.isLate || undefined}>
              <td>
                {group.zone ?? '–'}
                {group.after === null ? null : (
                  <>
                    {' '}
                    <FormattedMessage
                      id="office.picking.behind"
                      values={{ walk: group.after + 1, own: at + 1 }}
                    />
                  </>
                )}
              </td>
              <td>{group.parcelIds.length}</td>
              <td>{group.units}</td>
              <td>{group.stops}</td>
              <td>
                <FormattedNumber value={group.metres} maximumFractionDigits={0} />
              </td>
              <td>
                <FormattedNumber value={group.seconds / 60} maximumFractionDigits={1} />
              </td>
              <td>{group.dueAt === null ? '–' : <Clock at={group.dueAt} />}</td>
              <td>
                <Clock at={group.finishesAt} />
                {group.isLate ? (
                  <>
                    {' '}
                    <FormattedMessage id="office.picking.too-late" />
                  </>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {plan.groups.length > mostShown ? (
        <p>
          <FormattedMessage
            id="office.picking.more-walks"
            values={{ walks: plan.groups.length - mostShown }}
          />
        </p>
      ) : null}
      <button
        type="button"
        data-main="true"
        disabled={isBusy || release.state !== 'ready' || plan.groups.length === 0}
        onClick={onRelease}
      >
        <FormattedMessage id="office.picking.release" values={{ walks: plan.groups.length }} />
      </button>
    </section>
  );
}

function Clock({ at }: { at: string }): ReactNode {
  return <FormattedDate value={at} hour="2-digit" minute="2-digit" />;
}
