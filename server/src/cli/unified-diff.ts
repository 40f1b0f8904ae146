// Shows two versions of a text as a unified diff, as `git apply` and `patch` read it.

const CONTEXT_LINES = 3;
/** Beyond this many differing lines the shortest diff is not searched for: one block is replaced by another. */
const MAX_DIFFERENCES = 1_000;

interface Step {
  readonly kind: "same" | "removed" | "added";
  readonly line: string;
}

/**
 * The diff of one file with its two header lines; empty where nothing differs. `path` has forward slashes. `show` makes another text
 * with the same number of lines, whose lines are printed instead; what is compared are the true ones.
 */
export function unifiedDiff(
  path: string,
  before: string,
  after: string,
  show: (text: string) => string = text => text,
): string {
  if (before === after) return "";
  const compared = compareLines(splitLines(before), splitLines(after));
  const steps = shown(compared, splitLines(show(before)), splitLines(show(after)));
  // The tab tells `patch` where a name with a space in it ends.
  const end = path.includes(" ") ? "\t" : "";
  return `--- a/${path}${end}\n+++ b/${path}${end}\n${hunks(steps).join("")}`;
}

/** Lines with their line breaks, so that a missing last one is a difference of that line. */
function splitLines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function shown(steps: readonly Step[], before: readonly string[], after: readonly string[]): Step[] {
  let down = 0;
  let across = 0;
  return steps.map(({ kind }) => {
    const line = (kind === "added" ? after[across] : before[down]) ?? "";
    if (kind !== "added") down++;
    if (kind !== "removed") across++;
    return { kind, line };
  });
}

function hunks(steps: readonly Step[]): string[] {
  const changed = steps.flatMap((step, index) => (step.kind === "same" ? [] : [index]));
  const spans: { start: number; end: number }[] = [];
  for (const index of changed) {
    const start = Math.max(0, index - CONTEXT_LINES);
    const end = Math.min(steps.length, index + 1 + CONTEXT_LINES);
    const last = spans.at(-1);
    if (last && start <= last.end) last.end = end;
    else spans.push({ start, end });
  }
  return spans.map(span => hunk(steps, span.start, span.end));
}

function hunk(steps: readonly Step[], start: number, end: number): string {
  const count = (from: number, to: number, other: Step["kind"]): number =>
    steps.slice(from, to).filter(step => step.kind !== other).length;
  const range = (other: Step["kind"]): string => {
    const length = count(start, end, other);
    const first = count(0, start, other) + (length === 0 ? 0 : 1);
    return length === 1 ? String(first) : `${first},${length}`;
  };
  const lines = steps.slice(start, end).map(({ kind, line }) => {
    const sign = kind === "same" ? " " : kind === "added" ? "+" : "-";
    return line.endsWith("\n") ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`;
  });
  return `@@ -${range("added")} +${range("removed")} @@\n${lines.join("")}`;
}

function compareLines(before: readonly string[], after: readonly string[]): Step[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return [
    ...before.slice(0, head).map(unchanged),
    ...shortestEdit(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(unchanged),
  ];
}

/**
 * Myers' algorithm: how far down `before` each diagonal (line of `before` minus line of `after`) gets with each number of
 * differences. The rounds are kept to walk back from the end.
 */
function shortestEdit(before: readonly string[], after: readonly string[]): Step[] {
  const reached = new Map<number, number>([[1, 0]]);
  const rounds: ReadonlyMap<number, number>[] = [];
  for (let differences = 0; differences <= MAX_DIFFERENCES; differences++) {
    rounds.push(new Map(reached));
    for (let diagonal = -differences; diagonal <= differences; diagonal += 2) {
      const from = previousDiagonal(reached, diagonal, differences);
      let down = downOn(reached, from) + (from < diagonal ? 1 : 0);
      while (down < before.length && down - diagonal < after.length && before[down] === after[down - diagonal]) down++;
      reached.set(diagonal, down);
      if (down >= before.length && down - diagonal >= after.length) return walkBack(before, after, rounds);
    }
  }
  return [...before.map(removed), ...after.map(added)];
}

/** The neighbor from which a diagonal is reached farthest: the lower one by a removal, the higher one by an addition. */
function previousDiagonal(reached: ReadonlyMap<number, number>, diagonal: number, differences: number): number {
  const byAddition =
    diagonal === -differences ||
    (diagonal !== differences && downOn(reached, diagonal - 1) < downOn(reached, diagonal + 1));
  return byAddition ? diagonal + 1 : diagonal - 1;
}

function downOn(reached: ReadonlyMap<number, number>, diagonal: number): number {
  return reached.get(diagonal) ?? 0;
}

function walkBack(
  before: readonly string[],
  after: readonly string[],
  rounds: readonly ReadonlyMap<number, number>[],
): Step[] {
  const steps: Step[] = [];
  let down = before.length;
  let across = after.length;
  for (const [differences, reached] of [...rounds.entries()].reverse()) {
    const from = previousDiagonal(reached, down - across, differences);
    const downBefore = downOn(reached, from);
    const acrossBefore = downBefore - from;
    while (down > downBefore && across > acrossBefore && down > 0 && across > 0) {
      steps.push(unchanged(before[down - 1] ?? ""));
      down--;
      across--;
    }
    if (differences === 0) break;
    steps.push(down === downBefore ? added(after[across - 1] ?? "") : removed(before[down - 1] ?? ""));
    down = downBefore;
    across = acrossBefore;
  }
  return steps.reverse();
}

function unchanged(line: string): Step {
  return { kind: "same", line };
}

function removed(line: string): Step {
  return { kind: "removed", line };
}

function added(line: string): Step {
  return { kind: "added", line };
}
