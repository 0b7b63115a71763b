// The line that lets whoever sits at a Linux computer open HID devices of one maker (udev rules, hidraw nodes).

/** @param deviceId as HID devices are known here, `hid:VENDOR:PRODUCT:SERIAL`; null: it is none, or its maker is not in its id */
export function udevLineOf(deviceId: string): string | null {
  const maker = /^hid:([0-9a-f]{4}):/.exec(deviceId)?.[1];
  if (maker === undefined) return null;
  return `SUBSYSTEM=="hidraw", ATTRS{idVendor}=="${maker}", MODE="0660", GROUP="plugdev", TAG+="uaccess"`;
}
