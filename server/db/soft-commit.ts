// A statement on its own whose commit waits for no disk: for what may be lost with the power because it is done or said again.
// PostgreSQL reads the setting when it commits, so it must be set within the statement, and be asked for there to be set at all.

/** A part of WITH; the statement takes it into its FROM and asks for `isSoft`. */
export const soft = `soft AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true) AS is_on)`;
export const isSoft = `soft.is_on = 'off'`;
