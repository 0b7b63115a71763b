// Entry of the device host's process (out/main/device-host.cjs): an Electron utility process, or a plain Node child.
import { runDeviceHost } from './device-host';
import { hostSidePort } from './host-port';
import { composers } from './label-composer';

const port = hostSidePort(process);
const [fontFolder = ''] = process.argv.slice(2);
if (port === null) {
  process.stderr.write('the device host is started by the station, not by hand\n');
  process.exit(2);
}
runDeviceHost(port, composers(fontFolder));
