// The confusion table of diagnoses: rows are what was wrong, columns what was said.

/** A scenario, and what was said of it. */
export interface Told {
  readonly scenario: { readonly title: string; readonly mode: string | undefined };
  readonly mode: string | undefined;
  readonly signatures: readonly string[];
}

/** The table, and below it a line for each scenario. */
export function confusionTable(all: readonly Told[]): string {
  const pairs = all.map(({ scenario, mode }) => [scenario.mode ?? "none", mode ?? "none"] as const);
  const names = [...new Set(pairs.flat())].sort();
  const count = (row: string, column: string): number =>
    pairs.filter(([wrong, said]) => wrong === row && said === column).length;
  const cells = (row: string): string[] => names.map(column => String(count(row, column) || "·").padStart(4));
  const lines = [
    `     ${names.map(name => name.padStart(4)).join(" ")}`,
    ...names.map(name => `${name.padEnd(5)}${cells(name).join(" ")}`),
    ...all.map(({ scenario, mode, signatures }) => {
      const told = signatures.join(", ") || "nothing";
      return `${(scenario.mode ?? "none").padEnd(5)}${(mode ?? "none").padEnd(5)}${scenario.title}: ${told}`;
    }),
  ];
  return `${lines.join("\n")}\n`;
}
