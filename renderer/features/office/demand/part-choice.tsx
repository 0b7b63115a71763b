// Which channel and which site the history and the forecast on the page are of.
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { DemandPage, DemandPartQuery } from '../../../../shared/contract/demand';
import styles from './demand.module.css';

const all = 'all';
/** A name may be `all`, or empty. */
const valueOf = (name: string): string => `is ${name}`;

export function PartChoice({
  page,
  part,
  choose,
}: {
  page: DemandPage;
  part: DemandPartQuery;
  choose: (part: DemandPartQuery) => void;
}): ReactNode {
  const { channel, site } = part;
  return (
    <fieldset className={styles.choice} aria-labelledby="demand-part">
      <span id="demand-part" className={styles.quiet}>
        <FormattedMessage id="office.demand.part" />
      </span>
      <Choice
        label="channel"
        value={channel}
        names={page.channels.map(({ name }) => name)}
        onChange={(name) => choose(without({ channel: name, site }))}
      />
      <Choice
        label="site"
        value={site}
        names={page.sites.map(({ name }) => name)}
        onChange={(name) => choose(without({ channel, site: name }))}
      />
    </fieldset>
  );
}

function Choice({
  label,
  value,
  names,
  onChange,
}: {
  label: 'channel' | 'site';
  value: string | undefined;
  names: readonly string[];
  onChange: (name: string | undefined) => void;
}): ReactNode {
  const intl = useIntl();
  const named = [...new Set([...(value === undefined ? [] : [value]), ...names])].sort();
  return (
    <label className={styles.field}>
      <FormattedMessage id={`office.demand.${label}`} />
      <select
        value={value === undefined ? all : valueOf(value)}
        onChange={({ target }) => onChange(named.find((name) => valueOf(name) === target.value))}
      >
        <option value={all}>{intl.formatMessage({ id: `office.demand.every-${label}` })}</option>
        {named.map((name) => (
          <option key={name} value={valueOf(name)}>
            {name === '' ? intl.formatMessage({ id: 'office.demand.nowhere' }) : name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A query without what is not asked for. */
function without({
  channel,
  site,
}: {
  channel: string | undefined;
  site: string | undefined;
}): DemandPartQuery {
  return { ...(channel === undefined ? {} : { channel }), ...(site === undefined ? {} : { site }) };
}
