// Dates as GS1 fields carry them (GS1 General Specifications 7.12).

/** YYMMDD. @param mayBeMonth day 00 means the last day of the month */
export function isDate(data: string, mayBeMonth: boolean): boolean {
  // Whether 00 is a leap year depends on a century that the data does not carry; it is one in 2000, not in 1900.
  return isDayOfYear(2000 + Number(data.slice(0, 2)), data.slice(2), mayBeMonth);
}

/** MMDD of a year. @param mayBeMonth day 00 means the last day of the month */
export function isDayOfYear(year: number, monthAndDay: string, mayBeMonth: boolean): boolean {
  const [month, day] = [Number(monthAndDay.slice(0, 2)), Number(monthAndDay.slice(2))];
  if (month < 1 || month > 12) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days && (day > 0 || mayBeMonth);
}
