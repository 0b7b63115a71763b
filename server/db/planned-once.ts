// PostgreSQL plans a prepared statement anew for every call while lists of few entries look cheaper to it than lists of
// unknown length, and for the small statements of the op path planning costs more than running. A list it cannot see into
// is planned for once. Only for look-ups by key, whose plan is the same however long the list is.

/** A list parameter of a statement, `listOnce('$2', 'uuid')`. */
export function listOnce(parameter: string, type: 'uuid' | 'text' | 'int'): string {
  return `(SELECT ${parameter}::${type}[])::${type}[]`;
}
