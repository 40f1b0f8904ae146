// Formats of text that a CRD's schema may ask for. Those that the API server does not know, it does not check.
import { isIP, isIPv4, isIPv6 } from "node:net";

/** RFC 3339; the API server wants the `T` and the zone. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const UUID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

const CHECKS: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ["date-time", text => DATE_TIME.test(text) && isDate(text.slice(0, 10))],
  ["date", text => /^\d{4}-\d{2}-\d{2}$/.test(text) && isDate(text)],
  ["byte", text => BASE64.test(text)],
  ["uuid", text => UUID.test(text)],
  ["ipv4", text => isIPv4(text)],
  ["ipv6", text => isIPv6(text)],
  ["ip", text => isIP(text) !== 0],
]);

/** Whether text has a format; true of every format that is not checked. */
export function isOfFormat(text: string, format: string): boolean {
  return CHECKS.get(format)?.(text) ?? true;
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
