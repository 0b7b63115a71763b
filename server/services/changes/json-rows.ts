// Rows on their way into PostgreSQL as one JSON parameter, to be read there with json_to_recordset: one statement and one
// round trip for any number of rows. PostgreSQL stores no NUL and no half surrogate pair in jsonb; scanners send both.

/** JSON text in which such characters have become U+FFFD. */
export function jsonRows(rows: readonly object[]): string {
  return storableJson(rows);
}

/** One document a line, for string_to_table: JSON text never has a line break of its own. */
export function jsonLines(rows: readonly object[]): string {
  return rows.map(storableJson).join('\n');
}

export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes('\\u')) return text;
  // An escaped backslash is taken first, so that the text `\u0000` itself stays as it is.
  return text.replace(/\\\\|\\u0000|\\ud[89a-f][0-9a-f]{2}/gi, (found) =>
    found === '\\\\' ? found : '\\ufffd',
  );
}
