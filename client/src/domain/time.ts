// Reads and writes the times that Kubernetes writes, without a clock or a calendar of the machine's.

const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):?(\d\d))$/;

/**
 * Milliseconds since the epoch of an RFC 3339 time, with up to nine decimals of a second kept as a fraction (a double
 * holds about a quarter of a microsecond here); undefined where the text is no such time.
 */
export function parseTime(text: string): number | undefined {
  const found = TIMESTAMP.exec(text);
  if (!found) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const fraction = Number(`0.${found[7] ?? "0"}`);
  const offset = (Number(found[9] ?? 0) * 60 + Number(found[10] ?? 0)) * (found[8] === "-" ? -1 : 1);
  const seconds = ((daysFromEpoch(year, month, day) * 24 + hour) * 60 + minute - offset) * 60 + second;
  return seconds * 1000 + fraction * 1000;
}

/** Days from 1970-01-01 in the Gregorian calendar. Years begin in March here, so that the leap day comes last. */
function daysFromEpoch(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** RFC 3339 in UTC, to the second. @param time milliseconds since the epoch */
export function formatTime(time: number): string {
  const seconds = Math.floor(time / 1000);
  const days = Math.floor(seconds / 86_400);
  const rest = seconds - days * 86_400;
  const clock = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60].map(part => padded(part, 2));
  return `${dateOf(days)}T${clock.join(":")}Z`;
}

/** The other way round. @param days from 1970-01-01 */
function dateOf(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0);
  const day = dayOfYear - Math.floor((153 * month + 2) / 5) + 1;
  return [padded(year, 4), padded(month < 10 ? month + 3 : month - 9, 2), padded(day, 2)].join("-");
}

function padded(number: number, length: number): string {
  return String(number).padStart(length, "0");
}
