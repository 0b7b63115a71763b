// Tags in a list by the names people gave them: a row has only their keys.
import { createContext, type ReactNode, use, useCallback } from 'react';
import type { TagDefinition } from '../../../../shared/domain/tag/tag';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi } from '../office-api';

const KnownTags = createContext<readonly TagDefinition[]>([]);

export function KnownTagsPlace({
  api,
  isShown,
  children,
}: {
  api: Pick<OfficeApi, 'fields'>;
  /** Nothing is asked for a list that shows no tags. */
  isShown: boolean;
  children: ReactNode;
}): ReactNode {
  const load = useCallback(
    () => (isShown ? api.fields() : Promise.resolve({ ok: true as const, value: { fields: [], tags: [] } })),
    [api, isShown],
  );
  const { last } = useAnswer(load);
  return <KnownTags value={last?.tags ?? []}>{children}</KnownTags>;
}

export function TagNames({ tags }: { tags: readonly string[] }): ReactNode {
  const known = use(KnownTags);
  const names = tags.map((tag) => known.find(({ key }) => key === tag)?.name ?? tag).join(', ');
  return (
    <span title={names}>
      <bdi>{names}</bdi>
    </span>
  );
}
