// A line of a log, from the kubelet's stamped text to what is shown.
import { parseTime } from "../time.ts";

export interface LogLine {
  /** Short name of where it came from, such as a container's or a pod's and container's. */
  readonly source: string;
  /** Milliseconds since the epoch; undefined where the line has no stamp. */
  readonly time: number | undefined;
  /** The stamp as the kubelet wrote it, for resuming a stream behind it. */
  readonly stamp: string;
  readonly text: string;
}

/** A line whose stamp has been taken off already; without one where the kubelet itself speaks. */
export function timedLine(source: string, stamp: string | undefined, text: string): LogLine {
  const time = stamp === undefined ? undefined : parseTime(stamp);
  return { source, time, stamp: time === undefined ? "" : (stamp ?? ""), text: withoutReturn(text) };
}

/** What is drawn over earlier text on a terminal, as progress bars are, counts by its last state; colours are left out. */
function withoutReturn(text: string): string {
  const plain = text.includes(ESCAPE) ? text.replace(ANSI, "") : text;
  const trimmed = plain.endsWith("\r") ? plain.slice(0, -1) : plain;
  const last = trimmed.lastIndexOf("\r");
  return last < 0 ? trimmed : trimmed.slice(last + 1);
}

const ESCAPE = "\u001b";
const ANSI = new RegExp(`${ESCAPE}\\[[0-9;?]*[ -/]*[@-~]`, "g");
