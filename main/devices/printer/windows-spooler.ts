// Windows' spooler, spoken to through the functions of winspool.drv from PowerShell, which every Windows has: no driver draws anything,
// the bytes reach the printer as they are (datatype RAW). Written against Microsoft's documentation; this project has no Windows to run
// it on, so its tests see what is asked and what is made of the answers.
// The queue's name goes by environment, never into a script's text.
import type { PrintWaitReason } from '../../../shared/label/print-job';
import type { Spooler } from './queue-pipe';
import type { SpoolCommand } from './spool-job';

export const queueVariable = 'WAYBILL_QUEUE';

/** PRINTER_STATUS_* of PRINTER_INFO_6, the thing a person must do first. (learn.microsoft.com, PRINTER_INFO_2.) */
const troubles: readonly [bit: number, reason: PrintWaitReason][] = [
  [0x0000_0080, 'printer-unreachable'],
  [0x0000_1000, 'printer-unreachable'],
  [0x0040_0000, 'head-open'],
  [0x0000_0008, 'paper-jammed'],
  [0x0000_0010, 'paper-out'],
  [0x0000_0040, 'paper-out'],
  [0x0000_0001, 'paused'],
  [0x0010_0000, 'printer-failed'],
  [0x0000_0002, 'printer-failed'],
];

const functions = `
$ErrorActionPreference = 'Stop'
Add-Type -Namespace Waybill -Name Spool -MemberDefinition @'
[StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
public struct DocInfo { public string Name; public string Output; public string Type; }
[DllImport("winspool.drv", SetLastError = true, CharSet = CharSet.Unicode)]
public static extern bool OpenPrinterW(string name, out IntPtr printer, IntPtr defaults);
[DllImport("winspool.drv", SetLastError = true)]
public static extern bool GetPrinterW(IntPtr printer, int level, byte[] buffer, int size, out int needed);
[DllImport("winspool.drv", SetLastError = true, CharSet = CharSet.Unicode)]
public static extern int StartDocPrinterW(IntPtr printer, int level, ref DocInfo info);
[DllImport("winspool.drv", SetLastError = true)]
public static extern bool StartPagePrinter(IntPtr printer);
[DllImport("winspool.drv", SetLastError = true)]
public static extern bool WritePrinter(IntPtr printer, byte[] bytes, int size, out int written);
[DllImport("winspool.drv", SetLastError = true)]
public static extern bool EndPagePrinter(IntPtr printer);
[DllImport("winspool.drv", SetLastError = true)]
public static extern bool EndDocPrinter(IntPtr printer);
[DllImport("winspool.drv", SetLastError = true)]
public static extern bool AbortPrinter(IntPtr printer);
[DllImport("winspool.drv", SetLastError = true)]
public static extern bool ClosePrinter(IntPtr printer);
'@
$printer = [IntPtr]::Zero
if (-not [Waybill.Spool]::OpenPrinterW($env:${queueVariable}, [ref]$printer, [IntPtr]::Zero)) { exit 3 }
`;

/** Level 6 is the status alone, a DWORD. */
const question = `${functions}
$status = New-Object byte[] 4
$needed = 0
$told = [Waybill.Spool]::GetPrinterW($printer, 6, $status, 4, [ref]$needed)
[void][Waybill.Spool]::ClosePrinter($printer)
if (-not $told) { exit 4 }
[Console]::Out.Write('status=' + [BitConverter]::ToUInt32($status, 0))
`;

/** Everything is read before the job is begun: a station that dies half way leaves nothing with the spooler. */
const job = `
$held = New-Object IO.MemoryStream
[Console]::OpenStandardInput().CopyTo($held)
$bytes = $held.ToArray()
if ($bytes.Length -eq 0) { exit 0 }
${functions}
$info = New-Object Waybill.Spool+DocInfo
$info.Name = 'Waybill'
$info.Type = 'RAW'
if ([Waybill.Spool]::StartDocPrinterW($printer, 1, [ref]$info) -eq 0) { [void][Waybill.Spool]::ClosePrinter($printer); exit 5 }
$written = 0
$isDone = [Waybill.Spool]::StartPagePrinter($printer) -and [Waybill.Spool]::WritePrinter($printer, $bytes, $bytes.Length, [ref]$written) -and ($written -eq $bytes.Length)
if (-not $isDone) { [void][Waybill.Spool]::AbortPrinter($printer); [void][Waybill.Spool]::ClosePrinter($printer); exit 6 }
[void][Waybill.Spool]::EndPagePrinter($printer)
$isDone = [Waybill.Spool]::EndDocPrinter($printer)
[void][Waybill.Spool]::ClosePrinter($printer)
if (-not $isDone) { exit 7 }
`;

export const windowsSpooler: Spooler = {
  question: (queue) => powershell(question, queue),
  troubleOf: (words, hasFailed) => {
    const status = /^status=(\d+)$/.exec(words.trim())?.[1];
    if (hasFailed || status === undefined) return 'printer-unreachable';
    return troubles.find(([bit]) => (Number(status) & bit) !== 0)?.[1] ?? null;
  },
  job: (queue) => powershell(job, queue),
};

function powershell(script: string, queue: string): SpoolCommand {
  const encoded = Buffer.from(script, 'utf16le').toString('base64');
  return {
    command: 'powershell.exe',
    args: ['-NoLogo', '-NoProfile', '-NonInteractive', '-EncodedCommand', encoded],
    env: { ...process.env, [queueVariable]: queue },
  };
}
