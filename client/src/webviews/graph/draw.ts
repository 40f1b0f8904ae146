// Draws the graph of a predictor as SVG. Every box is a button: it can be clicked, reached by Tab and pressed by Enter.
import { elementNS } from "../support/element.ts";
import { BOX, layOut, type PlacedUnit } from "./layout.ts";
import { kindWords, problemWords, shortened, sourceWords, spokenUnit } from "./words.ts";
import type { GraphUnit } from "../../../../schemas/src/index.ts";

const SVG = "http://www.w3.org/2000/svg";

export interface DrawOptions {
  readonly label: string;
  /** Id of the unit that the cursor is in. */
  readonly selected: string | undefined;
  onSelect(this: void, id: string): void;
}

/** A picture that is too wide is made smaller as far as its text can still be read; then it is scrolled. */
const SMALLEST = 0.75;

export function drawGraph(units: readonly GraphUnit[], options: DrawOptions): Element {
  const placed = layOut(units);
  const picture = elementNS(SVG, "svg", {
    class: "graph",
    width: placed.width,
    height: placed.height,
    viewBox: `0 0 ${placed.width} ${placed.height}`,
    role: "group",
    "aria-label": options.label,
  });
  if (picture instanceof SVGElement) picture.style.minWidth = `${placed.width * SMALLEST}px`;
  for (const { points } of placed.edges) picture.append(drawEdge(points));
  for (const unit of placed.units) picture.append(drawUnit(unit, options));
  return picture;
}

/** An arrow from parent to child, its head drawn by hand so that an exported picture needs no definitions. */
function drawEdge(points: readonly { readonly x: number; readonly y: number }[]): Element {
  const line = points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join(" ");
  const end = points.at(-1) ?? { x: 0, y: 0 };
  const head = `M${end.x - 4} ${end.y - 7} L${end.x} ${end.y} L${end.x + 4} ${end.y - 7}`;
  return elementNS(SVG, "path", { class: "edge", d: `${line} ${head}` });
}

function drawUnit({ unit, x, y, height }: PlacedUnit, { selected, onSelect }: DrawOptions): Element {
  const isSelected = unit.id === selected;
  const worst = (["error", "warning"] as const).find(level => unit.problems.some(({ severity }) => severity === level));
  const text = (line: number, content: string, name: string): Element =>
    elementNS(SVG, "text", { class: name, x: x + 12, y: y + 21 + line * 18 }, content);
  const select = (): void => onSelect(unit.id);
  return elementNS(
    SVG,
    "g",
    {
      class: ["unit", worst, isSelected && "selected"].filter(Boolean).join(" "),
      tabindex: 0,
      role: "button",
      "data-id": unit.id,
      "aria-label": spokenUnit(unit),
      "aria-current": isSelected ? "true" : undefined,
      onclick: select,
      onkeydown: event => {
        if (!(event instanceof KeyboardEvent) || (event.key !== "Enter" && event.key !== " ")) return;
        event.preventDefault();
        select();
      },
    },
    elementNS(SVG, "title", {}, spokenUnit(unit)),
    elementNS(SVG, "rect", { x: x + 1, y: y + 1, width: BOX.width - 2, height: height - 2, rx: 4 }),
    text(0, shortened(unit.name, 26), "name"),
    text(1, shortened(kindWords(unit)), "kind"),
    text(2, shortened(sourceWords(unit)), "source"),
    unit.problems.length > 0 && text(3, problemWords(unit.problems), "problem"),
  );
}
