// Facts with their names, one beside the other.
import type { PageFact } from "../../../../schemas/src/index.ts";
import { element } from "./element.ts";

/** @param name of the class that lays them out: `facts` in a line, `details` in a column */
export function factList(facts: readonly PageFact[], name: "facts" | "details" = "facts"): HTMLElement {
  const items = facts.map(({ label, value }) =>
    element("div", {}, element("dt", {}, label), element("dd", { title: value }, value)),
  );
  return element("dl", { class: name }, ...items);
}
