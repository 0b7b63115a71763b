// pino asks for diagnostics_channel.tracingChannel, which the Node 18.15 of Electron 25 does not have yet.
// Nobody listens to that channel here, so one without listeners is the whole of it. Imported before pino.
import diagnosticsChannel from 'node:diagnostics_channel';

const older = diagnosticsChannel as { tracingChannel?: unknown };
older.tracingChannel ??= () => ({ hasSubscribers: false });
