// How long badges still work by themselves without head office: said while it is away, before anybody is refused.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useText } from '../../app/locale';
import { useNow } from '../../app/use-now';

export function PeopleAge({
  leftMs,
  className,
}: {
  leftMs: () => number | null;
  className?: string | undefined;
}): ReactNode {
  const say = useText();
  const intl = useIntl();
  const nowMs = useNow(10_000);
  const left = leftMs();
  if (left === null) return null;
  if (left === 0) return <p className={className}>{say('waiting.people-over')}</p>;
  const time = intl.formatDate(nowMs + left, { weekday: 'short', hour: '2-digit', minute: '2-digit' });
  return <p className={className}>{say('waiting.people-until', { time })}</p>;
}
