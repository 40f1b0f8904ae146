// Every unit of the graph needs a name (S28).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, suggestion, type FixProposal } from "../../lint/rule.ts";
import { isTemplated, MAX_GRAPH_LEVELS, type Container, type Unit } from "../../model/index.ts";
import { prependEntries, setValue, type Edits, type YamlDocument } from "../../yaml/index.ts";

export const unitName = defineRule({
  id: "unit-name",
  severity: "error",
  title: "Require a name on every graph unit",
  why: "The API server refuses the manifest: `spec.predictors[0].graph.name: Required value`. The name also ties a unit to the container that runs it.",
  remedy: "Give the unit a name. A unit with a container of its own takes that container's name.",
  failureModes: ["S28"],
  messages: {
    missing: {
      text: 'This graph unit has no name. The API server refuses the manifest: "{path}.name: Required value".',
      refusedBy: "api-server",
      uncovers: "Without a name a unit belongs to no container, so nothing can be said about its pod.",
    },
    empty: {
      text: "The name of this graph unit is empty. Nothing can be called by it, and no container may bear an empty name. Give it one.",
      severity: "warning",
      uncovers: "Without a name a unit belongs to no container, so nothing can be said about its pod.",
    },
  },
  check({ deployment, document, report }) {
    for (const unit of deployment.units) {
      const name = unit.at.key("name");
      const isEmptyText = name.string() === "";
      if ((!name.isEmpty && !isEmptyText) || unit.depth > MAX_GRAPH_LEVELS) continue;
      const fixes = nameFixes(document, unit);
      if (isEmptyText) report({ at: name, message: "empty", fixes });
      else report({ at: name.entry ? name : unit.at, message: "missing", data: { path: pathText(unit) }, fixes });
    }
  },
});

/** The unit's place as the API server writes it: `spec.predictors[0].graph.children[1]`. */
function pathText(unit: Unit): string {
  const path = unit.at.path.slice(unit.deployment.at.path.length);
  return path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${step}`))
    .join("");
}

/** Where one container waits for a unit there is nothing to choose; any other name is up to the author. */
function nameFixes(document: YamlDocument, unit: Unit): readonly (FixProposal | undefined)[] {
  const free = freeContainers(unit);
  // Beside a prepackaged server a container with an image may be a sidecar, and would become the server by the name.
  const waiting = free.filter(container => !unit.isPrepackaged || container.image === undefined);
  const isAlone = unit.predictor.units.filter(other => !other.name).length === 1;
  const likeContainers = waiting
    .map(container => container.name ?? "")
    .map(name => ({ title: l10n.t`Name it ${name}, like its container`, edits: setName(document, unit, name) }));
  const [only] = likeContainers;
  if (only && likeContainers.length === 1 && isAlone) return [fix(only.title, only.edits)];
  if (only && likeContainers.length <= MAX_CHOICES)
    return likeContainers.map(({ title, edits }) => suggestion(title, edits));
  const name = freeName(unit);
  const edits = setName(document, unit, name);
  return [
    unit.isPrepackaged && free.length === 0
      ? fix(l10n.t`Name it ${name}`, edits)
      : suggestion(l10n.t`Name it ${name}`, edits),
  ];
}

/** More containers than this make no helpful menu. */
const MAX_CHOICES = 4;

function freeContainers(unit: Unit): readonly Container[] {
  const taken = new Set(unit.predictor.units.map(other => other.name));
  return unit.predictor.containers.filter(
    ({ name }) => name !== undefined && name !== "" && !isTemplated(name) && !taken.has(name),
  );
}

const NAMES_BY_TYPE: Readonly<Record<string, string>> = {
  ROUTER: "router",
  COMBINER: "combiner",
  TRANSFORMER: "transformer",
  OUTPUT_TRANSFORMER: "output-transformer",
};

/** A name that is not taken; the units without one each get another. */
function freeName(unit: Unit): string {
  const wanted = wantedName(unit);
  const { units, containers } = unit.predictor;
  const taken = new Set([...units, ...containers].map(other => other.name));
  const alike = units.filter(other => !other.name && wantedName(other) === wanted);
  const candidates = [wanted];
  for (let number = 2; candidates.length <= taken.size + alike.length; number++) candidates.push(`${wanted}-${number}`);
  return candidates.filter(name => !taken.has(name))[alike.indexOf(unit)] ?? wanted;
}

function wantedName(unit: Unit): string {
  return NAMES_BY_TYPE[unit.type ?? ""] ?? (unit.implementation === "RANDOM_ABTEST" ? "ab-test" : "classifier");
}

function setName(document: YamlDocument, unit: Unit, name: string): Edits | undefined {
  const at = unit.at.key("name");
  return at.entry
    ? setValue(document, at, name)
    : (prependEntries(document, unit.at, { name }) ?? setValue(document, at, name));
}
