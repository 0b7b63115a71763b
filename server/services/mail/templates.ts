// Templates by version. What we ship is version 0 and stands until the office saves its own; a version is never changed,
// so that the log can say in which words somebody was written to.
import { companyStream } from '../../../shared/domain/ids';
import {
  type MailKind,
  type MailLanguage,
  mailKinds,
  mailLanguages,
} from '../../../shared/domain/mail/mail-kinds';
import type { MailText } from '../../../shared/domain/mail/template';
import type { Queryable } from '../../db/pool';
import { shippedTemplates } from './shipped/shipped-templates';

export type StoredTemplate = MailText & {
  templateId: string;
  kind: MailKind;
  language: MailLanguage;
  version: number;
  /** Null: as shipped. */
  savedAt: string | null;
};

const columns = `template_id AS "templateId", kind, language, version, subject, body_text AS text, body_html AS html, saved_at AS "savedAt"`;

/** The newest of every template and language. */
export async function listTemplates(db: Queryable): Promise<StoredTemplate[]> {
  const { rows } = await db.query<StoredTemplate>(
    `SELECT DISTINCT ON (template_id, language) ${columns} FROM mail_template WHERE stream_id = $1
     ORDER BY template_id, language, version DESC`,
    [companyStream],
  );
  const saved = new Set(rows.map(({ templateId, language }) => `${templateId} ${language}`));
  const shipped = mailKinds.flatMap((kind) =>
    mailLanguages
      .filter((language) => !saved.has(`${kind} ${language}`))
      .map((language) => shippedTemplate(kind, language)),
  );
  return [...rows, ...shipped].sort(
    (a, b) =>
      mailKinds.indexOf(a.kind) - mailKinds.indexOf(b.kind) ||
      compare(a.templateId, b.templateId) ||
      compare(a.language, b.language),
  );
}

/**
 * The newest of one; when there is none of that name in that language, the kind's own.
 */
export async function currentTemplate(
  db: Queryable,
  kind: MailKind,
  templateId: string,
  language: MailLanguage,
): Promise<StoredTemplate> {
  const { rows } = await db.query<StoredTemplate>({
    name: 'mail-template',
    text: `SELECT ${columns} FROM mail_template
           WHERE stream_id = $1 AND kind = $2 AND language = $3 AND template_id IN ($2, $4)
           ORDER BY template_id = $4 DESC, version DESC LIMIT 1`,
    values: [companyStream, kind, language, templateId],
  });
  return rows[0] ?? shippedTemplate(kind, language);
}

/** @returns the version it became */
export async function saveTemplate(
  db: Queryable,
  template: MailText & { templateId: string; kind: MailKind; language: MailLanguage },
  by: { at: string; stationId: string },
): Promise<number> {
  const { templateId, kind, language, subject, text, html } = template;
  const { rows } = await db.query<{ version: number }>(
    `INSERT INTO mail_template (stream_id, template_id, language, version, kind, subject, body_text, body_html, saved_at, station_id)
     SELECT $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5, $6, $7, $8, $9
     FROM mail_template WHERE stream_id = $1 AND template_id = $2 AND language = $3
     RETURNING version`,
    [companyStream, templateId, language, kind, subject, text, html, by.at, by.stationId],
  );
  return rows[0]?.version ?? 0;
}

/** The kind a template of that name is of; null when there is none. */
export async function kindOfTemplate(db: Queryable, templateId: string): Promise<MailKind | null> {
  const own = mailKinds.find((kind) => kind === templateId);
  if (own) return own;
  const { rows } = await db.query<{ kind: MailKind }>(
    'SELECT kind FROM mail_template WHERE stream_id = $1 AND template_id = $2 LIMIT 1',
    [companyStream, templateId],
  );
  return rows[0]?.kind ?? null;
}

function shippedTemplate(kind: MailKind, language: MailLanguage): StoredTemplate {
  return {
    templateId: kind,
    kind,
    language,
    version: 0,
    savedAt: null,
    ...shippedTemplates[kind][language],
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
