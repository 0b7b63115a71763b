// Waves that come again every day: when they release themselves, what they take, asked for by hand, changed and forgotten.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Release, WaveTemplate } from '../../../../shared/contract/floor';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeFailure } from '../office-api';
import styles from './picking.module.css';
import type { PickingApi } from './picking-page';

export function WaveList({
  api,
  warehouseId,
  wish,
  onPlan,
}: {
  api: PickingApi;
  warehouseId: string;
  /** What was planned last: a new wave is made of it. */
  wish: Release['wish'] | null;
  onPlan: (wish: Release['wish']) => void;
}): ReactNode {
  const intl = useIntl();
  const load = useCallback(() => api.waveTemplates(warehouseId), [api, warehouseId]);
  const { last, askAgain } = useAnswer(load);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [name, setName] = useState('');
  const [releaseAt, setReleaseAt] = useState('');
  /** To be brought back. */
  const [forgotten, setForgotten] = useState<WaveTemplate | null>(null);
  const act = (run: ReturnType<PickingApi['saveWaveTemplate']>): void =>
    void run.then((got) => {
      setFailure(got.ok ? null : got.failure);
      askAgain();
    });
  if (!last) return null;
  return (
    <section className={styles.part} aria-labelledby="picking-waves">
      <h2 id="picking-waves">
        <FormattedMessage id="office.picking.waves" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      {last.templates.length === 0 ? (
        <p>
          <FormattedMessage id="office.picking.no-waves" />
        </p>
      ) : (
        <ul className={styles.waves}>
          {last.templates.map(({ releasedOn, ...template }) => (
            <li key={template.templateId}>
              <strong>{template.name}</strong>{' '}
              <FormattedMessage id={`office.picking.method.${template.wish.method}`} />
              {' · '}
              {template.releaseAt === null ? (
                <FormattedMessage id="office.picking.wave-by-hand" />
              ) : (
                <FormattedMessage id="office.picking.wave-at" values={{ at: template.releaseAt }} />
              )}
              {releasedOn === null ? null : (
                <>
                  {' · '}
                  <FormattedMessage id="office.picking.wave-last" values={{ day: releasedOn }} />
                </>
              )}{' '}
              <button type="button" onClick={() => onPlan(template.wish)}>
                <FormattedMessage id="office.picking.wave-plan" />
              </button>{' '}
              <button
                type="button"
                aria-label={intl.formatMessage(
                  { id: 'office.picking.wave-forget-one' },
                  { name: template.name },
                )}
                onClick={() => {
                  setForgotten(template);
                  act(api.removeWaveTemplate(warehouseId, template.templateId));
                }}
              >
                <FormattedMessage id="office.picking.wave-forget" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {forgotten ? (
        <output>
          <FormattedMessage id="office.picking.wave-forgotten" values={{ name: forgotten.name }} />{' '}
          <button
            type="button"
            onClick={() => {
              act(api.saveWaveTemplate(warehouseId, forgotten));
              setForgotten(null);
            }}
          >
            <FormattedMessage id="office.picking.wave-undo" />
          </button>
        </output>
      ) : null}
      {wish ? (
        <form
          className={styles.numbers}
          aria-label={intl.formatMessage({ id: 'office.picking.wave-new' })}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() === '') return;
            act(
              api.saveWaveTemplate(warehouseId, {
                templateId: templateIdOf(name, last.templates),
                name: name.trim(),
                wish,
                releaseAt: releaseAt === '' ? null : releaseAt,
              }),
            );
            setName('');
          }}
        >
          <label>
            <FormattedMessage id="office.picking.wave-name" />
            <input value={name} maxLength={80} required onChange={(event) => setName(event.target.value)} />
          </label>
          <label>
            <FormattedMessage id="office.picking.wave-release-at" />
            <input type="time" value={releaseAt} onChange={(event) => setReleaseAt(event.target.value)} />
          </label>
          <button type="submit">
            <FormattedMessage id="office.picking.wave-save" />
          </button>
        </form>
      ) : null}
    </section>
  );
}

/** One of the same name is changed; another one gets an id of its own. */
function templateIdOf(name: string, known: readonly WaveTemplate[]): string {
  const same = known.find((template) => template.name === name.trim());
  if (same) return same.templateId;
  const taken = new Set(known.map(({ templateId }) => templateId));
  for (let number = 1; ; number += 1) if (!taken.has(`wave-${number}`)) return `wave-${number}`;
}
