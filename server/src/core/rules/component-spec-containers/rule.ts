// An item of componentSpecs without containers is skipped, whatever else it says (F37).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type FixProposal } from "../../lint/rule.ts";
import type { ComponentSpec, Predictor } from "../../model/index.ts";
import type { YamlDocument } from "../../yaml/index.ts";

/** Fields that are lost with an item that has no containers. */
const LOST_FIELDS = ["hpaSpec", "kedaSpec", "pdbSpec", "replicas", "metadata"];

export const componentSpecContainers = defineRule({
  id: "component-spec-containers",
  severity: "error",
  title: "Require containers in every item of componentSpecs",
  why: "A dash too many makes two items of one: `- hpaSpec:` and `- spec:`. The operator skips the item without containers, so its autoscaler, budget or replicas never exist and nobody says so. Where the empty item comes first, nothing is deployed at all: `engine not separate and no pu with localhost service - not clear where to inject engine`.",
  remedy: "Merge the two items: remove the second dash, so that `hpaSpec` stands beside `spec`.",
  failureModes: ["F37"],
  messages: {
    lost: {
      text: "This item of componentSpecs has no containers, so the operator skips it and {fields} has no effect. It probably belongs to the item beside it: remove the dash between them.",
    },
    nothingDeployed: {
      text: 'The first item of componentSpecs has no container of a unit, and the executor goes with the first. The operator stops with "engine not separate and no pu with localhost service - not clear where to inject engine" and nothing is deployed. Merge it with the item that has the containers.',
    },
  },
  check({ deployment, document, report }) {
    for (const predictor of deployment.predictors) {
      const { componentSpecs } = predictor;
      if (componentSpecs.length < 2) continue;
      for (const componentSpec of componentSpecs) {
        if (!componentSpec.at.map || componentSpec.containers.length > 0) continue;
        const fields = LOST_FIELDS.filter(field => !componentSpec.at.key(field).isEmpty);
        const fixes = [merge(document, predictor)];
        if (componentSpec.index === 0 && executorHasNoPlace(predictor))
          report({ at: componentSpec.at, message: "nothingDeployed", fixes });
        else if (fields.length > 0) {
          const data = { fields: fields.join(", ") };
          report({ at: componentSpec.at.key(fields[0] ?? ""), message: "lost", data, fixes });
        }
      }
      const [first] = componentSpecs;
      if (first && first.containers.length > 0 && executorHasNoPlace(predictor))
        report({ at: first.at.at("spec", "containers"), message: "nothingDeployed" });
    }
  },
});

/**
 * True where every unit's container stands in a later item. A prepackaged unit without container does not count: the operator
 * puts its container into the first item (seldon-facts §2.4).
 */
function executorHasNoPlace(predictor: Predictor): boolean {
  if (predictor.hasNoExecutor || predictor.deployment.hasSeparateExecutor) return false;
  const [first] = predictor.componentSpecs;
  const { units } = predictor;
  if (!first || units.length === 0 || units.some(unit => unit.isPrepackaged && !unit.container)) return false;
  const withContainer = units.filter(unit => unit.container);
  return withContainer.length > 0 && withContainer.every(unit => holder(unit.container?.componentSpec) !== first.index);
}

function holder(componentSpec: ComponentSpec | undefined): number | undefined {
  return componentSpec?.index;
}

/**
 * Two items become one where the second dash goes. Only among blocks of lines, only where no field would be there twice, and only
 * where these two are all: of more nobody can say which belong together.
 */
function merge(document: YamlDocument, predictor: Predictor): FixProposal | undefined {
  const list = predictor.at.key("componentSpecs");
  const [above, below, third] = list.items();
  const dash = list.sequence?.dashes[1];
  if (dash === undefined || third || !above?.map || !below?.map || above.map.flow || below.map.flow || list.shared)
    return undefined;
  const keys = above.entries().map(({ name }) => name);
  const isApart = below.entries().every(({ name }) => !keys.includes(name));
  // A key that stands on another line or behind a tag would end up in another column.
  const isPlain = /^- +[^\s#&!]/.test(document.text.slice(dash, dash + 80)) && document.problems.length === 0;
  if (!isApart || !isPlain || above.shared || below.shared) return undefined;
  return suggestion(l10n.t("Make it one item: remove the dash between them"), [
    { start: dash, end: dash + 1, newText: " " },
  ]);
}
