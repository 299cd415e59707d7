/** Between a number and its unit. */
const GAP = '\u00a0';

const SIZE_UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** `57 KB`, `51.1 MB`: decimal units, one digit after the point below 100 where it says something. */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 999.5 && unit < SIZE_UNITS.length - 1) [value, unit] = [value / 1000, unit + 1];
  const digits = unit >= 2 && value < 99.95 ? 1 : 0;
  return `${value.toFixed(digits).replace(/\.0$/, '')}${GAP}${SIZE_UNITS[unit]}`;
}

/** `0.81 ms`, `12.3 ms`, `4.1 s`: three figures. */
export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)}${GAP}s`;
  return `${formatMs(milliseconds)}${GAP}ms`;
}

/** Milliseconds without their unit, for columns that name it once. */
export function formatMs(milliseconds: number): string {
  if (milliseconds >= 100) return milliseconds.toFixed(0);
  return milliseconds >= 10 ? milliseconds.toFixed(1) : milliseconds.toFixed(2);
}

/** `97.7 %`; below a tenth of a percent it says so instead of 0. */
export function formatPercent(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return `<${GAP}0.1${GAP}%`;
  // 99.97 % is not certainty.
  if (percent > 99.9 && percent < 100) return `>${GAP}99.9${GAP}%`;
  return `${percent.toFixed(1)}${GAP}%`;
}

/** `5,994`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 version`, `2 versions`. */
export function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A tensor element in four figures or fewer: `0.8134`, `-12.41`, `1.2e-8`, `NaN`. */
export function formatNumber(number: number, figures = 4): string {
  if (!Number.isFinite(number) || Number.isInteger(number)) {
    return Math.abs(number) < 1e7 || !Number.isFinite(number) ? String(number) : number.toExponential(2);
  }
  const size = Math.abs(number);
  if (size >= 1e5 || size < 1e-4) return number.toExponential(2);
  return String(Number(number.toPrecision(figures)));
}

/** `10:42:07` in local time. */
export function formatClock(time: Date | number | string): string {
  return new Date(time).toLocaleTimeString('en-GB');
}

/** `2 s ago`, `5 min ago`, `3 h ago`; older than a day: the date. */
export function formatAgo(time: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(time)) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return new Date(time).toISOString().slice(0, 10);
}
