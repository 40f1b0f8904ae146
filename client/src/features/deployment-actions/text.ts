// Small helpers of the text documents: columns, times and ages as kubectl's readers know them.

/** Rows as aligned columns, two blanks apart; the last column is not filled up. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => (row[column] ?? "").length)));
  return rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

export function indented(lines: readonly string[], depth = 1): string[] {
  return lines.map(line => (line === "" ? "" : `${"  ".repeat(depth)}${line}`));
}

/** Several lines as one: messages of events and conditions have line breaks at times. */
export function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, " ⏎ ");
}

/** @param age in milliseconds; as kubectl writes it, in one unit: `45s`, `12m`, `3h`, `9d` */
export function ageWords(age: number): string {
  const seconds = Math.max(0, Math.floor(age / 1000));
  if (seconds < 120) return `${seconds}s`;
  if (seconds < 2 * 3600) return `${Math.floor(seconds / 60)}m`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)}h`;
  return `${Math.floor(seconds / 86_400)}d`;
}
