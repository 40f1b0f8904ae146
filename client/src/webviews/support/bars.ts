// Bars of numbers: a table that screen readers read as such, with a bar drawn in each row.
import type { PageChart } from "../../../../schemas/src/index.ts";
import { element } from "./element.ts";

/** @param unit written after each number, such as ` %` */
export function barChart({ title, bars }: PageChart, unit = ""): HTMLElement {
  const least = Math.min(0, ...bars.map(({ value }) => value));
  const most = Math.max(0, ...bars.map(({ value }) => value));
  const span = most - least || 1;
  const rows = bars.map(({ label, value }) => {
    const track = element("div", { class: "track" });
    const bar = element("div", { class: value < 0 ? "filled below" : "filled" });
    bar.style.marginLeft = `${((Math.min(value, 0) - least) / span) * 100}%`;
    bar.style.width = `${(Math.abs(value) / span) * 100}%`;
    track.append(bar);
    return element(
      "tr",
      {},
      element("th", { scope: "row", title: label }, label),
      element("td", { class: "bar", "aria-hidden": "true" }, track),
      element("td", { class: "number" }, `${numberText(value)}${unit}`),
    );
  });
  return element("table", { class: "bars" }, element("caption", {}, title), element("tbody", {}, ...rows));
}

function numberText(value: number): string {
  return String(Number(value.toPrecision(4)));
}
