// The type of a unit has to be one the executor knows, or the unit is never called (S30, F74).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, suggestion, type FixProposal } from "../../lint/rule.ts";
import {
  addOwnContainer,
  bareSpelling,
  isTemplated,
  MAX_GRAPH_LEVELS,
  nearest,
  sameSpelling,
  UNIMPLEMENTED_SERVERS,
  UNIT_METHODS,
  UNIT_TYPES,
  type SeldonFacts,
  type Unit,
} from "../../model/index.ts";
import { allEdits, removeValue, renameKey, setValue, type YamlDocument } from "../../yaml/index.ts";
import { combinerClass } from "./combiner-class.ts";

export const unitType = defineRule({
  id: "unit-type",
  severity: "error",
  title: "Require a unit type that the executor knows",
  why: "Neither Seldon's CRD nor its webhook looks at `type`, and the executor matches the exact upper-case names only. A unit of any other type is never called: the request passes through unchanged, with HTTP 200 and no error anywhere.",
  remedy: "Use `MODEL`, `ROUTER`, `COMBINER`, `TRANSFORMER` or `OUTPUT_TRANSFORMER`.",
  failureModes: ["S30", "F74"],
  messages: {
    unknown: {
      text: 'The executor knows no unit type "{type}", so it never calls {unit}: the request passes through unchanged, with HTTP 200 and no error anywhere. Use MODEL, ROUTER, COMBINER, TRANSFORMER or OUTPUT_TRANSFORMER.',
    },
    implementationAsType: {
      text: "{type} is no unit type. Only the retired Java engine had it, as an implementation, and the executor has no code for it. Use the type {known} and a container of your own named {unit}.",
    },
    serverAsType: {
      text: "{type} is an implementation, not a unit type, so no server is started for {unit}. Write implementation: {type}.",
    },
    ignored: {
      text: 'The unit type "{type}" does not exist and is ignored here: {reason}. Remove it.',
      severity: "information",
    },
  },
  check({ deployment, document, seldon, report }) {
    for (const unit of deployment.units) {
      const { type } = unit;
      if (type === undefined || isKnown(type) || isTemplated(type) || unit.depth > MAX_GRAPH_LEVELS) continue;
      if (isDead(unit.implementation) && !unit.container) continue;
      const at = unit.at.key("type");
      const data = { type, unit: unit.name ?? l10n.t("the unit") };
      const reason = reasonToIgnore(unit);
      const known = TYPES_OF_DEAD.get(type);
      if (reason !== undefined) {
        report({
          at,
          message: "ignored",
          data: { type, reason },
          fixes: [fix(l10n.t`Remove type ${type}`.trim(), removeValue(document, at))],
        });
      } else if (known !== undefined) {
        report({
          at,
          message: "implementationAsType",
          data: { ...data, known },
          fixes: [ownContainer(document, unit, known), ...combinerClass(unit, known, seldon.version)],
        });
      } else if (isServer(type, seldon) && unit.at.key("implementation").isEmpty) {
        const edits = unit.at.key("implementation").exists ? undefined : renameKey(document, at, "implementation");
        report({
          at,
          message: "serverAsType",
          data,
          fixes: [suggestion(l10n.t`Make it the implementation: ${type}`, edits)],
        });
      } else report({ at, message: "unknown", data, fixes: [spelling(document, unit, type)] });
    }
  },
});

function isKnown(type: string): boolean {
  return UNIT_TYPES.some(known => known === type);
}

function isDead(implementation: string | undefined): boolean {
  return UNIMPLEMENTED_SERVERS.some(dead => dead === implementation);
}

/** Types of the units that did in the Java engine what these names promise. */
const TYPES_OF_DEAD: ReadonlyMap<string, string> = new Map(
  Object.entries({
    AVERAGE_COMBINER: "COMBINER",
    SIMPLE_MODEL: "MODEL",
    SIMPLE_ROUTER: "ROUTER",
  }),
);

function isServer(name: string, seldon: SeldonFacts): boolean {
  return name === "RANDOM_ABTEST" || Object.hasOwn(seldon.servers, name);
}

/** Where something else than the type says what is called, a wrong type does no harm (seldon-facts §2.4, §7.6). */
function reasonToIgnore(unit: Unit): string | undefined {
  if (unit.isPrepackaged) return l10n.t`a unit with ${unit.implementation ?? ""} is always a MODEL`;
  if (unit.implementation === "RANDOM_ABTEST") return l10n.t("RANDOM_ABTEST alone says what the unit does");
  const methods = unit.at
    .key("methods")
    .items()
    .map(method => method.string());
  return UNIT_METHODS.some(method => methods.includes(method))
    ? l10n.t("the methods alone say what is called")
    : undefined;
}

function ownContainer(document: YamlDocument, unit: Unit, known: string): FixProposal | undefined {
  const setType = setValue(document, unit.at.key("type"), known);
  if (unit.container) return suggestion(l10n.t`Change to ${known}`, setType);
  return suggestion(
    l10n.t`Make it a ${known} with a container of your own (put in your image)`,
    allEdits(setType, addOwnContainer(document, unit)),
  );
}

/** Words people write for a type, without case and separators. */
const OTHER_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    preprocessor: "TRANSFORMER",
    inputtransformer: "TRANSFORMER",
    transforminput: "TRANSFORMER",
    postprocessor: "OUTPUT_TRANSFORMER",
    transformoutput: "OUTPUT_TRANSFORMER",
    classifier: "MODEL",
    predictor: "MODEL",
    predict: "MODEL",
    route: "ROUTER",
    aggregate: "COMBINER",
    aggregator: "COMBINER",
    ensemble: "COMBINER",
  }),
);

/** A slip in case or separators is mended at once; whether another word was meant the author has to say. */
function spelling(document: YamlDocument, unit: Unit, type: string): FixProposal | undefined {
  const callable = UNIT_TYPES.filter(known => known !== "UNKNOWN_TYPE");
  const same = sameSpelling(type, callable);
  const meant = same ?? OTHER_WORDS.get(bareSpelling(type)) ?? nearest(type, callable);
  if (meant === undefined) return undefined;
  const edits = setValue(document, unit.at.key("type"), meant);
  return same === undefined ? suggestion(l10n.t`Change to ${meant}`, edits) : fix(l10n.t`Change to ${meant}`, edits);
}
