// The parts of a page, one of them shown.
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';

/** @param words text key that the name of a part follows: `office.alerts.tab` */
export function Tabs<Name extends string>({
  names,
  chosen,
  words,
  onChoose,
  className,
}: {
  names: readonly Name[];
  chosen: Name;
  words: string;
  onChoose: (name: Name) => void;
  className: string | undefined;
}): ReactNode {
  return (
    <nav className={className}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          aria-current={chosen === name ? 'page' : undefined}
          onClick={() => onChoose(name)}
        >
          <FormattedMessage id={`${words}.${name}`} />
        </button>
      ))}
    </nav>
  );
}
