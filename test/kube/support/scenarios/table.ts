// The table of scenarios: what a run has shown, beside the catalogue's words.
import type { Observed } from "./observe.ts";
import type { Scenario, Shown } from "./scenario.ts";

/** What of a scenario is in the table. */
type Shows = Pick<Scenario, "mode" | "also" | "title" | "shows">;

/** Where a text was seen. */
export type Place = "pod" | "status" | "events" | "logs" | "answer" | "apply" | "operator" | "kubectl";

export interface TableText {
  readonly place: Place;
  /** The catalogue's words. */
  readonly catalogue: string;
  /** What was seen, with the catalogue's placeholders put back; "" where it was not seen. */
  readonly produced: string;
}

export interface TableRow {
  readonly entries: readonly string[];
  readonly title: string;
  readonly state: string;
  readonly exit: string;
  readonly texts: readonly TableText[];
}

const PLACES: readonly Place[] = ["apply", "kubectl", "pod", "status", "events", "logs", "operator", "answer"];

/** What is in the table where all is as the catalogue has it. */
export function expectedRow(scenario: Shows): TableRow {
  const { shows } = scenario;
  return row(scenario, shows.state ?? "", exitOf(shows), text => text);
}

/** What a run has shown. */
export function observedRow(scenario: Shows, seen: Observed): TableRow {
  const { shows } = scenario;
  const wanted = shows.state ?? "";
  const state = seen.states.has(wanted) || isPast(wanted, seen) ? wanted : [...seen.states].join(" then ");
  const exit = exitOf(shows);
  const ended = exit === "" || seen.exits.has(exit) ? exit : [...seen.exits].join(", ");
  return row(scenario, state, ended, (text, place) => produced(text, seen[place]));
}

/** Creating turns to Failed by itself after ten minutes, which are ten seconds here: a busy machine sees only that. */
function isPast(wanted: string, { states, status }: Observed): boolean {
  return wanted === "Creating" && states.has("Failed") && [...status].some(text => text.includes(DEADLINE));
}

const DEADLINE = "Deployment is no longer progressing and not available.";

function row(
  { mode, also = [], title, shows }: Shows,
  state: string,
  exit: string,
  produce: (text: string, place: Place) => string,
): TableRow {
  const entries = [...(mode === undefined ? [] : [mode]), ...also];
  const texts = PLACES.flatMap(place =>
    (shows[place] ?? []).map(catalogue => ({ place, catalogue, produced: produce(catalogue, place) })),
  );
  return { entries, title, state, exit, texts };
}

function exitOf({ exit }: Shown): string {
  return exit === undefined ? "" : exit.join(" ");
}

/** Placeholders of the catalogue: anything, a word, a number in brackets, the same number twice, and the x that stands for a name. */
const PLACEHOLDER = /…|<(?:unit|bucket|ip|path|name)>|\[N\]|(?<=")x(?=")|\bn \/ n\b/g;

/** The part of a text that is the catalogue's, placeholders put back; "" where there is none. */
function produced(catalogue: string, texts: ReadonlySet<string>): string {
  const marks = catalogue.match(PLACEHOLDER) ?? [];
  const pieces = catalogue.split(PLACEHOLDER);
  const source = pieces
    .map((piece, index) => escape(piece) + (index < marks.length ? patternOf(marks[index] ?? "") : ""))
    .join("");
  const pattern = new RegExp(source);
  for (const text of texts) {
    const found = pattern.exec(text);
    if (found === null) continue;
    // The seen text, cut at what the placeholders stood for.
    return pieces.map((piece, index) => seenPiece(found[0], piece) + (marks[index] ?? "")).join("");
  }
  return "";
}

function seenPiece(text: string, piece: string): string {
  const at = text.indexOf(piece);
  return at < 0 ? "" : text.slice(at, at + piece.length);
}

function patternOf(mark: string): string {
  if (mark === "…") return ".*?";
  if (mark === "n / n") return "(\\d+) / \\1";
  return mark === "[N]" ? "\\[\\d+\\]" : '[^\\s"]+?';
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
