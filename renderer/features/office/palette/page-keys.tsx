// The keys of the page in front and of the whole office: F1, or ? outside a field.
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Dialog } from '../../../ui/dialog';
import { usePageActionList } from './page-actions';
import styles from './palette.module.css';

/** Keys that work on every page, and those of every list. */
const everywhere = [
  ['Ctrl+K', 'office.keys.palette'],
  ['F1, ?', 'office.keys.help'],
  ['Alt+←, Alt+→', 'office.keys.back'],
  ['Tab', 'office.keys.tab'],
] as const;
const inLists = [
  ['↑ ↓ ← →, Home, End, PgUp, PgDn', 'office.keys.move'],
  ['Enter', 'office.keys.open'],
] as const;

export function PageKeys({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  const intl = useIntl();
  const actions = usePageActionList().filter(({ key }) => key !== undefined);
  return (
    <Dialog title={intl.formatMessage({ id: 'office.keys.title' })} isOpen={isOpen} onClose={onClose}>
      <dl className={styles.keys}>
        {actions.map(({ id, key, label, values }) => (
          <Row key={id} name={key ?? ''}>
            <FormattedMessage id={label} values={values ?? {}} />
          </Row>
        ))}
        {[...inLists, ...everywhere].map(([name, label]) => (
          <Row key={name} name={name}>
            <FormattedMessage id={label} />
          </Row>
        ))}
      </dl>
    </Dialog>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <>
      <dt>
        <kbd>{name}</kbd>
      </dt>
      <dd>{children}</dd>
    </>
  );
}
