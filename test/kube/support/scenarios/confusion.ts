// The confusion table of diagnoses: rows are what was wrong, columns what was said.
import type { Diagnosis } from "../../../../client/src/domain/index.ts";
import { expectedNames, namesOf, type Scenario } from "./scenario.ts";

/** A scenario, and what was said of it. */
export interface Told {
  readonly scenario: Pick<Scenario, "title" | "mode" | "signature" | "and">;
  readonly diagnosis: Diagnosis;
}

const NOTHING = "none";

/** The table, and below it a line for each scenario. */
export function confusionTable(all: readonly Told[]): string {
  const pairs = all.flatMap(({ scenario, diagnosis }) => paired(expectedNames(scenario), namesOf(diagnosis)));
  const names = [...new Set(pairs.flat())].sort();
  const count = (row: string, column: string): number =>
    pairs.filter(([wrong, said]) => wrong === row && said === column).length;
  const cells = (row: string): string[] => names.map((column, at) => padded(count(row, column), headAt(names, at)));
  const lines = [
    `${" ".repeat(5)}${names.map((_name, at) => headAt(names, at).padStart(4)).join(" ")}`,
    ...names.map((name, at) => `${headAt(names, at).padEnd(5)}${cells(name).join(" ")}`),
    ...names.flatMap((name, at) => (headAt(names, at) === name ? [] : [`${headAt(names, at)}: ${name}`])),
    ...all.map(({ scenario, diagnosis }) => {
      const told = diagnosis.causes.map(({ signature }) => signature).join(", ") || "nothing";
      const [wanted, said] = [expectedNames(scenario), namesOf(diagnosis)].map(each => each.join("+") || NOTHING);
      return `${String(wanted)} / ${String(said)} ${scenario.title}: ${told}`;
    }),
  ];
  return `${lines.join("\n")}\n`;
}

/** What is right beside itself, what is left over beside each other. */
function paired(wanted: readonly string[], said: readonly string[]): (readonly [string, string])[] {
  const missed = wanted.filter(name => !said.includes(name));
  const invented = said.filter(name => !wanted.includes(name));
  const length = Math.max(missed.length, invented.length, wanted.length + said.length === 0 ? 1 : 0);
  return [
    ...wanted.filter(name => said.includes(name)).map(name => [name, name] as const),
    ...Array.from({ length }, (_, at) => [missed[at] ?? NOTHING, invented[at] ?? NOTHING] as const),
  ];
}

/** Entries have short names; signatures, which have none, get a number, explained below the table. */
function headAt(names: readonly string[], at: number): string {
  const name = names[at] ?? "";
  return name.length <= 4 ? name : `#${at}`;
}

function padded(count: number, head: string): string {
  return String(count || "·").padStart(Math.max(4, head.length));
}
