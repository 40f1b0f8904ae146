// The graph preview: predictors with their shares, inference graphs as pictures, and the same again as a list.
import "../support/display-language.ts";
import * as l10n from "@vscode/l10n";
import {
  GraphPageState,
  type GraphDeployment,
  type GraphPageEvent,
  type GraphPredictor,
} from "../../../../schemas/src/index.ts";
import { connect, type Send } from "../support/connect.ts";
import { element } from "../support/element.ts";
import { drawGraph } from "./draw.ts";
import { exportedSvg } from "./export-svg.ts";
import { predictorWords, problemWords, spokenProblem, spokenUnit } from "./words.ts";
import "./main.css";

const page = document.getElementById("page");

connect<GraphPageState, GraphPageEvent>(GraphPageState, (state, send) => {
  // While the text is typed the keyboard is the editor's, and must stay there.
  const focused = document.hasFocus() ? document.activeElement?.getAttribute("data-id") : null;
  page?.replaceChildren(...content(state, send));
  const again =
    focused === null || focused === undefined ? null : page?.querySelector(`[data-id="${CSS.escape(focused)}"]`);
  if (again instanceof SVGElement || again instanceof HTMLElement) again.focus();
  page?.querySelector(".unit.selected")?.scrollIntoView({ block: "nearest", inline: "nearest" });
});

function content(state: GraphPageState, send: Send<GraphPageEvent>): Node[] {
  if (state.deployments.length === 0) {
    const why = state.hasSyntaxErrors
      ? l10n.t("The file has syntax errors. Once they are mended, its graphs are drawn here.")
      : l10n.t("There is no SeldonDeployment in it. Once there is one, its graphs are drawn here.");
    return [element("h1", {}, state.file), element("p", { class: "quiet" }, why)];
  }
  const graphs: { title: string; picture: Element }[] = [];
  const sections = state.deployments.map((deployment, index) =>
    deploymentSection(deployment, index, state, send, graphs),
  );
  const save = element(
    "button",
    { class: "secondary", onclick: () => send({ kind: "export", svg: exportedSvg(graphs) }) },
    l10n.t("Export as SVG…"),
  );
  const remark =
    state.hasSyntaxErrors &&
    element("p", { class: "warn" }, l10n.t("Parts of the file have syntax errors and are not shown."));
  return [element("div", { class: "row toolbar" }, save), ...(remark ? [remark] : []), ...sections];
}

function deploymentSection(
  deployment: GraphDeployment,
  index: number,
  { selected }: GraphPageState,
  send: Send<GraphPageEvent>,
  graphs: { title: string; picture: Element }[],
): Node {
  const where = deployment.namespace === null ? "" : l10n.t`namespace ${deployment.namespace} · `;
  const own = deployment.problems.map(problem => element("li", {}, spokenProblem(problem)));
  const predictors = deployment.predictors.map(predictor => {
    const select = (id: string): void => send({ kind: "select", id: `${index}/${id}` });
    const prefix = `${index}/`;
    const current = selected?.startsWith(prefix) === true ? selected.slice(prefix.length) : undefined;
    const picture = drawGraph(predictor.units, {
      label: l10n.t`Graph of ${predictor.name}`,
      selected: current,
      onSelect: select,
    });
    graphs.push({ title: `${deployment.name} · ${predictorWords(predictor)}`, picture });
    return predictorSection(predictor, picture, prefix, select);
  });
  return element(
    "section",
    {},
    element("h1", {}, deployment.name),
    element("p", { class: "quiet" }, l10n.t`${where}protocol ${deployment.protocol}`),
    own.length > 0 && element("ul", { class: "problems" }, ...own),
    ...predictors,
  );
}

/** Lists that the user has opened, by the predictor's place: what comes anew leaves them as they are. */
const openLists = new Set<string>();

function predictorSection(
  predictor: GraphPredictor,
  picture: Element,
  prefix: string,
  select: (id: string) => void,
): Node {
  const items = predictor.units.map(unit =>
    element(
      "li",
      {},
      element(
        "button",
        { class: "link", "data-id": `list ${prefix}${unit.id}`, onclick: () => select(unit.id) },
        spokenUnit(unit),
      ),
    ),
  );
  const problems = problemWords(predictor.problems);
  return element(
    "section",
    { class: predictor.isShadow ? "predictor shadow" : "predictor" },
    element(
      "h2",
      {},
      element("button", { class: "link heading", onclick: () => select(predictor.id) }, predictorWords(predictor)),
    ),
    problems !== "" &&
      element("p", { class: "warn", title: predictor.problems.map(({ message }) => message).join("\n") }, problems),
    predictor.share !== null && share(predictor.share),
    predictor.units.length === 0
      ? element("p", { class: "quiet" }, l10n.t("It has no graph yet."))
      : element("div", { class: "scroll" }, picture),
    items.length > 0 && unitList(`${prefix}${predictor.id}`, items),
  );
}

function unitList(place: string, items: readonly Node[]): Node {
  const list = element(
    "details",
    {
      open: openLists.has(place),
      ontoggle: () => {
        if (list.open) openLists.add(place);
        else openLists.delete(place);
      },
    },
    element("summary", { "data-id": `lists ${place}` }, l10n.t("As a list")),
    element("ul", {}, ...items),
  );
  return list;
}

/** The share as a bar, beside the words that say the same. */
function share(percent: number): Node {
  const bar = element("div", { class: "bar", "aria-hidden": "true" });
  const filled = element("div", { class: "filled" });
  filled.style.width = `${Math.max(0, Math.min(100, percent))}%`;
  bar.append(filled);
  return bar;
}
