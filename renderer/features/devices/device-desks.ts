// What the page of devices works with: setting scanners up, trying printers, and labels to look at.
import { v7 } from 'uuid';
import { type LabelGallery, openLabelGallery } from './label-gallery';
import { type FailOverDesk, openFailOverDesk } from './fail-over-desk';
import { openPaperPrinters, type PaperPrinters } from './paper-printers';
import { openPrinterTest, type PrinterTest } from './printer-test';
import { openScannerDesk, type ScannerDesk } from './scanner-desk';

export type DeviceDesks = {
  scanners: ScannerDesk;
  printerTest: PrinterTest;
  gallery: LabelGallery;
  failOver: FailOverDesk;
  papers: PaperPrinters;
};

export function openDeviceDesks(
  ports: Pick<Parameters<typeof openLabelGallery>[0], 'bridge' | 'find' | 'intl' | 'report'> &
    Pick<Parameters<typeof openPrinterTest>[0], 'labels'> & {
      bridge: Parameters<typeof openFailOverDesk>[0];
    },
): DeviceDesks {
  return {
    scanners: openScannerDesk(ports.bridge, ports.report),
    printerTest: openPrinterTest({ ...ports, newId: v7, now: () => new Date() }),
    gallery: openLabelGallery({ ...ports, newId: v7 }),
    failOver: openFailOverDesk(ports.bridge, ports.report),
    papers: openPaperPrinters(ports),
  };
}
