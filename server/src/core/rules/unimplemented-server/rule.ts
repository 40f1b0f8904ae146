// Implementations that the cluster accepts although its executor has no code for them (S30).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, suggestion, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import {
  addOwnContainer,
  containerNames,
  MAX_GRAPH_LEVELS,
  UNIMPLEMENTED_SERVERS,
  type Predictor,
  type SeldonFacts,
  type Unit,
} from "../../model/index.ts";
import { allEdits, removeValue, renameKey, setValue, type Edits, type YamlDocument } from "../../yaml/index.ts";
import { isCalled } from "../unit-methods/is-called.ts";
import { combinerClass } from "../unit-type/combiner-class.ts";

export const unimplementedServer = defineRule({
  id: "unimplemented-server",
  severity: "error",
  title: "Disallow implementations that the executor has no code for",
  why: "The webhook and the operator accept `AVERAGE_COMBINER`, `SIMPLE_MODEL` and `SIMPLE_ROUTER`, but only the retired Java engine implemented them. The Go executor answers with what the first child says or with the request itself, in silence, or panics on each request. A graph in which no unit has a container is not deployed at all: `engine not separate and no pu with localhost service - not clear where to inject engine`.",
  remedy:
    "Give the unit a type and a container of its own that does the work; for a combiner that is `type: COMBINER` and an image whose class has an `aggregate` method.",
  failureModes: ["S30"],
  messages: {
    noCode: {
      text: "The cluster accepts {implementation}, but its executor has no code for it: {consequence}. Use the type {type} and a container of your own named {unit}.",
    },
    noContainer: {
      text: "The cluster accepts {implementation}, but its executor has no code for it and calls a container {unit} that does not exist, so {consequence}. Add that container and leave the implementation out.",
    },
    nothingRuns: {
      text: 'No unit of this graph has a container, so the predictor cannot be deployed. The operator stops with "engine not separate and no pu with localhost service - not clear where to inject engine". Give at least one unit a server or a container.',
    },
    ignored: {
      text: "{implementation} is ignored here: the executor has no code for it and calls the container {unit}. Remove the implementation.",
      severity: "hint",
    },
  },
  check({ deployment, document, seldon, report }) {
    for (const predictor of deployment.predictors) {
      const containers = containerNames(predictor);
      const root = predictor.graph;
      if (!containers || !root) continue;
      const isIdle = runsNothing(predictor, containers);
      if (isIdle) report({ at: place(root), message: "nothingRuns", fixes: [replacement(document, root)] });
      for (const unit of predictor.units)
        if (isDead(unit) && !(isIdle && unit === root)) checkUnit(unit, containers, { document, seldon, report });
    }
  },
});

function isDead(unit: Unit): boolean {
  return unit.depth <= MAX_GRAPH_LEVELS && UNIMPLEMENTED_SERVERS.some(dead => dead === unit.implementation);
}

function place(unit: Unit): Unit["at"] {
  const implementation = unit.at.key("implementation");
  return implementation.exists ? implementation : unit.at;
}

/** True where the executor has no pod to go into: every unit is built in, and none has a container (seldon-facts §5.4 [run]). */
function runsNothing(predictor: Predictor, containers: ReadonlySet<string>): boolean {
  if (predictor.hasNoExecutor || predictor.deployment.hasSeparateExecutor) return false;
  return predictor.units.every(unit => unit.name !== undefined && isBuiltIn(unit) && !containers.has(unit.name));
}

function isBuiltIn({ implementation }: Unit): boolean {
  return implementation === "RANDOM_ABTEST" || UNIMPLEMENTED_SERVERS.some(dead => dead === implementation);
}

function checkUnit(
  unit: Unit,
  containers: ReadonlySet<string>,
  { document, seldon, report }: Pick<DeploymentContext, "document" | "seldon" | "report">,
): void {
  const { implementation = "", name } = unit;
  if (name === undefined) return;
  const at = unit.at.key("implementation");
  const data = { implementation, unit: name };
  if (isCalled(unit) && containers.has(name)) {
    report({ at, message: "ignored", data, fixes: [fix(l10n.t`Remove ${implementation}`, removeValue(document, at))] });
  } else if (isCalled(unit)) {
    const consequence = unit.at.key("endpoint").exists
      ? l10n.t("each request fails with HTTP 500")
      : l10n.t('it panics on each request with "invalid memory address or nil pointer dereference"');
    report({ at, message: "noContainer", data: { ...data, consequence }, fixes: repairs(document, unit, seldon) });
  } else {
    const type = TYPES[implementation] ?? "MODEL";
    report({
      at,
      message: "noCode",
      data: { ...data, type, consequence: consequenceOf(unit) },
      fixes: repairs(document, unit, seldon),
    });
  }
}

function repairs(document: YamlDocument, unit: Unit, { version }: SeldonFacts): readonly (FixProposal | undefined)[] {
  return [replacement(document, unit), ...combinerClass(unit, TYPES[unit.implementation ?? ""] ?? "", version)];
}

const TYPES: Readonly<Record<string, string>> = {
  AVERAGE_COMBINER: "COMBINER",
  SIMPLE_ROUTER: "ROUTER",
  SIMPLE_MODEL: "MODEL",
};

function consequenceOf(unit: Unit): string {
  const [first, ...others] = unit.children;
  if (!first) return l10n.t("it answers with the request itself");
  if (unit.implementation === "AVERAGE_COMBINER")
    return l10n.t`it averages nothing and returns the answer of ${first.name ?? l10n.t("the first child")}, without any error`;
  return others.length > 0
    ? l10n.t`it calls all children and returns the answer of ${first.name ?? l10n.t("the first one")}`
    : l10n.t("it hands the request on unchanged");
}

/** A unit that does the work itself. The bare implementation is never put back: that is the trap of S30. */
function replacement(document: YamlDocument, unit: Unit): FixProposal | undefined {
  const { implementation = "" } = unit;
  const type = TYPES[implementation];
  if (type === undefined) return undefined;
  const typed = typedEdits(document, unit, type);
  if (unit.container)
    return suggestion(l10n.t`Let its container do it: type ${type} instead of ${implementation}`, typed);
  const edits = allEdits(typed, addOwnContainer(document, unit));
  return suggestion(l10n.t`Replace ${implementation} by a ${type} container of your own (put in your image)`, edits);
}

/** Turns the implementation into a type; a known type that is there stays. */
function typedEdits(document: YamlDocument, unit: Unit, type: string): Edits | undefined {
  const implementation = unit.at.key("implementation");
  const written = unit.at.key("type");
  if (!written.exists) {
    return allEdits(renameKey(document, implementation, "type"), setValue(document, implementation, type));
  }
  const retyped = isCalled(unit) ? [] : setValue(document, written, type);
  return allEdits(removeValue(document, implementation), retyped);
}
