// Lines over time, in the colours of the theme that VS Code wears right now.
import * as l10n from "@vscode/l10n";
import uPlot from "uplot";
import { element } from "./element.ts";

export interface Line {
  readonly label: string;
  /** Variable of VS Code's theme. */
  readonly colour: string;
  /** Told by more than colour. */
  readonly isDashed?: true;
  readonly isDotted?: true;
}

export interface LineChart {
  readonly place: HTMLElement;
  show(isShown: boolean): void;
  draw(data: readonly (readonly (number | null)[])[]): void;
}

const HEIGHT = 180;
const WIDEST = 900;

export function lineChart(title: string, lines: readonly Line[]): LineChart {
  const drawing = element("div", { role: "img", "aria-label": l10n.t`${title}, by second` });
  const place = element("section", { class: "chart" }, element("h2", {}, title), drawing);
  place.hidden = true;
  let chart: uPlot | undefined;
  let data: uPlot.AlignedData = [[]];
  const make = (): void => {
    chart?.destroy();
    chart = new uPlot(options(lines, widthOf(place)), data, drawing);
  };
  new ResizeObserver(() => chart?.setSize({ width: widthOf(place), height: HEIGHT })).observe(document.body);
  // Another theme has other colours: VS Code changes the classes of the body.
  new MutationObserver(() => chart && make()).observe(document.body, { attributeFilter: ["class"] });
  return {
    place,
    show: isShown => (place.hidden = !isShown),
    draw(series) {
      const [times = [], ...values] = series;
      data = [times.map(time => time ?? 0), ...values.map(value => [...value])];
      if (place.hidden) return;
      if (chart) chart.setData(data);
      else make();
    },
  };
}

function options(lines: readonly Line[], width: number): uPlot.Options {
  const text = themeColour("--vscode-foreground");
  const grid = themeColour("--vscode-editorWidget-border", "--vscode-contrastBorder", "--vscode-descriptionForeground");
  const axis: uPlot.Axis = {
    stroke: text,
    grid: { stroke: grid, width: 0.5 },
    ticks: { stroke: grid, width: 0.5 },
    font: `11px ${themeColour("--vscode-font-family")}`,
  };
  return {
    width,
    height: HEIGHT,
    scales: { x: { time: false }, y: { range: (_, __, most) => [0, most > 0 ? most * 1.1 : 1] } },
    axes: [
      { ...axis, values: (_, times) => times.map(time => `${time} s`) },
      { ...axis, size: 60 },
    ],
    legend: { live: false },
    cursor: { show: false },
    series: [
      {},
      ...lines.map(({ label, colour, isDashed, isDotted }): uPlot.Series => ({
        label,
        stroke: themeColour(colour, "--vscode-foreground"),
        width: 1.5,
        points: { show: false },
        ...(isDashed && { dash: [8, 4] }),
        ...(isDotted && { dash: [2, 3] }),
      })),
    ],
  };
}

/** The first that the theme has. */
function themeColour(...names: readonly string[]): string {
  const style = getComputedStyle(document.documentElement);
  return names.map(name => style.getPropertyValue(name).trim()).find(value => value !== "") ?? "gray";
}

function widthOf(place: HTMLElement): number {
  return Math.max(Math.min(place.clientWidth || document.body.clientWidth - 40, WIDEST), 240);
}
