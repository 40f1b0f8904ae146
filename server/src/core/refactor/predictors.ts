// Refactorings that give a deployment another predictor, or make two of one: canary, shadow, an A/B test turned into a canary.
import * as l10n from "@vscode/l10n";
import { isTemplated, type Deployment, type Predictor, type Unit } from "../model/index.ts";
import {
  appendItem,
  copyItem,
  plainValue,
  removeValue,
  replaceMapping,
  setValue,
  type Edits,
  type PlainValue,
  type YamlDocument,
} from "../yaml/index.ts";
import { editsOfSteps, freeName, isAt, type DeploymentPlace, type Refactoring, type Step } from "./refactoring.ts";

/** Percent that a new canary begins with. */
const FIRST_SHARE = 10;

export function predictorRefactorings(place: DeploymentPlace): readonly Refactoring[] {
  const { deployment } = place;
  const live = deployment.predictors.filter(predictor => !predictor.isShadow);
  const [main] = live;
  if (!main || live.length > 1 || !isPlain(main)) return [];
  return [...addCanary(place, main), ...addShadow(place, main), ...splitTest(place, main)];
}

/** Where a template makes names or graphs, a copy might not be what it seems. */
function isPlain({ at, name, units }: Predictor): boolean {
  const traffic = at.key("traffic");
  const isKnown = traffic.isEmpty || traffic.integer() !== undefined;
  return (
    name !== undefined &&
    isKnown &&
    [name, ...units.map(unit => unit.name)].every(text => text !== undefined && !isTemplated(text))
  );
}

function isAtHead(place: DeploymentPlace): boolean {
  const { at, spec, predictors } = place.deployment;
  const names = predictors.map(predictor => predictor.at.key("name"));
  return isAt(place, place.placed, [
    ...[at.key("apiVersion"), at.key("kind"), at.key("metadata"), at.at("metadata", "name")],
    ...[spec.key("predictors"), ...names],
  ]);
}

function addCanary(place: DeploymentPlace, main: Predictor): readonly Refactoring[] {
  if (!isAtHead(place)) return [];
  const name = freeName("canary", namesOf(place.deployment));
  const edits = editsOfSteps(place, [
    copyPredictor(main),
    ...makeOwn(name),
    setField(last, ["traffic"], FIRST_SHARE, "name"),
    setField(({ predictors }) => predictors[main.index], ["traffic"], 100 - FIRST_SHARE, "name"),
  ]);
  return offer(l10n.t`Add a canary with ${FIRST_SHARE} % of the traffic`, edits);
}

function addShadow(place: DeploymentPlace, main: Predictor): readonly Refactoring[] {
  if (!isAtHead(place) || place.deployment.predictors.length > 1) return [];
  const name = freeName("shadow", namesOf(place.deployment));
  const edits = editsOfSteps(place, [
    copyPredictor(main),
    ...makeOwn(name),
    // Without a number, Ambassador would mirror nothing (seldon-facts §5.6).
    setField(last, ["traffic"], 100, "name"),
    setField(last, ["shadow"], true, "name"),
  ]);
  return offer(l10n.t("Add a shadow, which gets copies of the requests"), edits);
}

/** RANDOM_ABTEST with two children, in one predictor, becomes two predictors with the same shares. */
function splitTest(place: DeploymentPlace, main: Predictor): readonly Refactoring[] {
  const { graph, index } = main;
  const [first, second] = graph?.children ?? [];
  if (graph?.implementation !== "RANDOM_ABTEST" || !first || !second || graph.children.length !== 2) return [];
  const share = shareOfFirst(graph);
  const isHere =
    isAtHead(place) ||
    isAt(
      place,
      place.placed,
      ["name", "implementation"].map(field => graph.at.key(field)),
    );
  if (share === undefined || !isHere || place.deployment.predictors.length > 1) return [];
  const edits = editsOfSteps(place, [
    copyPredictor(main),
    ...makeOwn(freeName("canary", namesOf(place.deployment))),
    ...keepBranch(index, 0, namesBelow(second)),
    ...keepBranch(index + 1, 1, namesBelow(first)),
    setField(last, ["traffic"], 100 - share, "name"),
    setField(({ predictors }) => predictors[index], ["traffic"], share, "name"),
  ]);
  return offer(l10n.t`Turn the A/B test into a canary of two predictors (${share} % and ${100 - share} %)`, edits);
}

/** Whole percent; undefined where a share of that kind cannot be told. `ratioA` counts only where it stands alone (seldon-facts §7.6). */
function shareOfFirst({ parameters }: Unit): number | undefined {
  const [only, ...others] = parameters;
  const isRatio = only?.key("name").string() === "ratioA" && others.length === 0;
  if (!isRatio) return 50;
  const share = Math.round(Number(only.key("value").string() ?? "") * 100);
  return Number.isInteger(share) && share > 0 && share < 100 ? share : undefined;
}

function namesBelow(unit: Unit): readonly string[] {
  return [...(unit.name === undefined ? [] : [unit.name]), ...unit.children.flatMap(namesBelow)];
}

/** Leaves a predictor one child of its root, and only the containers that this child needs. */
function keepBranch(index: number, child: number, otherNames: readonly string[]): readonly Step[] {
  const removals = otherNames.map((name): Step => (document, { predictors }) => {
    const container = predictors[index]?.container(name);
    if (!container) return [];
    const { containers, at } = container.componentSpec;
    return removeValue(document, containers.length === 1 ? at : container.at);
  });
  return [
    ...removals,
    (document, { predictors }) => {
      const graph = predictors[index]?.graph;
      const kept = graph?.children[child];
      return graph && kept && replaceMapping(document, graph.at, kept.at);
    },
  ];
}

/** The predictor's own text once more; where it cannot be repeated letter by letter, its values. */
function copyPredictor({ index }: Predictor): Step {
  return (document, { predictors, spec }) => {
    const predictor = predictors[index];
    const value = predictor && plainValue(predictor.at);
    if (!predictor) return undefined;
    return (
      copyItem(document, predictor.at) ??
      (isPlainValue(value) ? appendItem(document, spec.key("predictors"), value) : undefined)
    );
  };
}

/** What two predictors must not share: the name, and what else selects pods or names a Service (webhook R6, R9, seldon-facts §5.5). */
function makeOwn(name: string): readonly Step[] {
  return [
    setField(last, ["name"], name),
    removeField(["annotations", "seldon.io/svc-name"]),
    removeField(["labels", "version"]),
  ];
}

type Choose = (deployment: Deployment) => Predictor | undefined;

function last({ predictors }: Deployment): Predictor | undefined {
  return predictors.at(-1);
}

function setField(choose: Choose, path: readonly string[], value: PlainValue, after?: string): Step {
  return (document: YamlDocument, deployment): Edits | undefined => {
    const at = choose(deployment)?.at.at(...path);
    return at && setValue(document, at, value, after === undefined ? {} : { after });
  };
}

function removeField(path: readonly string[]): Step {
  return (document, deployment) => {
    const at = last(deployment)?.at.at(...path);
    return at?.exists ? removeValue(document, at) : [];
  };
}

function namesOf({ predictors }: Deployment): readonly (string | undefined)[] {
  return predictors.map(({ name }) => name);
}

function offer(title: string, edits: Edits | undefined): readonly Refactoring[] {
  return edits && edits.length > 0 ? [{ title, kind: "rewrite", edits }] : [];
}

function isPlainValue(value: unknown): value is PlainValue {
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return true;
  if (Array.isArray(value)) return value.every(isPlainValue);
  return typeof value === "object" && Object.values(value).every(isPlainValue);
}
