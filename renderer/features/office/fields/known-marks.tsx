// Tags and custom fields in a list by the names people gave them: a row has only their keys.
import { createContext, type ReactNode, use, useCallback } from 'react';
import { useIntl } from 'react-intl';
import type { FieldDefinition, Fields } from '../../../../shared/domain/field/field';
import { showField } from '../../../../shared/domain/field/field-text';
import type { TagDefinition } from '../../../../shared/domain/tag/tag';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi } from '../office-api';

type Marks = { fields: readonly FieldDefinition[]; tags: readonly TagDefinition[] };
const none: Marks = { fields: [], tags: [] };
const KnownMarks = createContext<Marks>(none);

export function KnownMarksPlace({
  api,
  isShown,
  children,
}: {
  api: Pick<OfficeApi, 'fields'>;
  /** Nothing is asked for a list that shows neither. */
  isShown: boolean;
  children: ReactNode;
}): ReactNode {
  const load = useCallback(
    () => (isShown ? api.fields() : Promise.resolve({ ok: true as const, value: { fields: [], tags: [] } })),
    [api, isShown],
  );
  const { last } = useAnswer(load);
  return <KnownMarks value={last ?? none}>{children}</KnownMarks>;
}

export function TagNames({ tags }: { tags: readonly string[] }): ReactNode {
  const { tags: known } = use(KnownMarks);
  return <Names text={tags.map((tag) => known.find(({ key }) => key === tag)?.name ?? tag).join(', ')} />;
}

/** The fields of an order, each with its name and its value in the reader's language. */
export function FieldValues({ fields }: { fields: Fields }): ReactNode {
  const { fields: known } = use(KnownMarks);
  const language = useIntl().locale.startsWith('tr') ? 'tr' : 'en';
  const said = Object.entries(fields).map(([key, value]) => {
    const definition = known.find((each) => each.owner === 'order' && each.key === key);
    const shown = showField(definition ?? { kind: 'text', options: [] }, value, language);
    return `${definition?.names[language] ?? key}: ${shown}`;
  });
  return <Names text={said.join('; ')} />;
}

function Names({ text }: { text: string }): ReactNode {
  return (
    <span title={text}>
      <bdi>{text}</bdi>
    </span>
  );
}
