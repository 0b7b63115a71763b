// The office view: a rail of pages over head office's lists. It needs head office; without it every page says so.
import { type ReactNode, useMemo, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { LookChoice } from './look-choice';
import styles from './office.module.css';
import { officeApi } from './office-api';
import { officePages } from './office-pages';
import { type OfficePlace, officeGroups } from './office-place';
import { type OfficeScans, OfficeScansContext } from './office-scans';

/** @param origin head office's origin */
export function Office({
  origin,
  onLeave,
  scans = null,
}: {
  origin: string;
  onLeave: (() => void) | null;
  /** Gives scans to the page that is open, where a scanner is. */
  scans?: OfficeScans | null;
}): ReactNode {
  const intl = useIntl();
  const api = useMemo(() => officeApi(origin), [origin]);
  const [place, setPlace] = useState<OfficePlace>({ page: 'orders', id: null });
  const open = (page: OfficePlace['page'], id: string | null = null): void => setPlace({ page, id });
  const Page = officePages[place.page];
  return (
    <OfficeScansContext value={scans}>
      <div className={styles.office}>
        <nav className={styles.rail}>
          {officeGroups.map((group) => (
            <fieldset key={group.name} aria-label={intl.formatMessage({ id: `office.group.${group.name}` })}>
              {group.pages.map((name) => (
                <button
                  key={name}
                  type="button"
                  aria-current={place.page === name ? 'page' : undefined}
                  onClick={() => open(name)}
                >
                  <FormattedMessage id={`office.${name}.title`} />
                </button>
              ))}
            </fieldset>
          ))}
          <LookChoice />
          {onLeave ? (
            <button type="button" onClick={onLeave}>
              <FormattedMessage id="office.toBench" />
            </button>
          ) : null}
        </nav>
        <main className={styles.main}>
          <Page key={place.page} api={api} id={place.id} open={open} />
        </main>
      </div>
    </OfficeScansContext>
  );
}
