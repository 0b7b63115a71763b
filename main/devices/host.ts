// Entry of the device host's process (out/main/device-host.cjs): an Electron utility process, or a plain Node child.
import { runDeviceHost } from './device-host';
import { hostSidePort } from './host-port';

const port = hostSidePort(process);
if (port === null) {
  process.stderr.write('the device host is started by the station, not by hand\n');
  process.exit(2);
}
runDeviceHost(port);
