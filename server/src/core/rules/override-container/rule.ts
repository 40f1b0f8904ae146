// A container without an image only makes sense as the override of a prepackaged unit, and then bears its name (F04).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, suggestion, type FixProposal } from "../../lint/rule.ts";
import { nearest, type Container, type Predictor } from "../../model/index.ts";
import { setValue, type YamlDocument } from "../../yaml/index.ts";

export const overrideContainer = defineRule({
  id: "override-container",
  severity: "error",
  title: "Require containers without an image to bear a unit's name",
  why: "Resources, probes and variables of a prepackaged unit are set on a container with exactly the unit's name. Under another name they belong to nobody: the operator adds a second container for the unit, and the one without image breaks the Deployment: `spec.template.spec.containers[0].image: Required value`.",
  remedy: "Give the container the name of its unit, or an image if it is meant as a sidecar.",
  failureModes: ["F04"],
  messages: {
    noUnit: {
      text: 'The container "{container}" has no image and bears no unit\'s name, so it overrides nothing. The manifest is accepted, then the Deployment is refused with "image: Required value" and no pod appears. Rename it to {units}, or give it an image.',
      uncovers: "While its container belongs to no unit, nothing is known of which pod runs the unit.",
    },
  },
  check({ deployment, document, report }) {
    for (const predictor of deployment.predictors) {
      const free = unitsWithoutContainer(predictor);
      if (!predictor.units.some(unit => unit.isPrepackaged)) continue;
      for (const container of predictor.containers) {
        const { name } = container;
        if (name === undefined || container.image !== undefined || !container.at.map || overrides(predictor, name))
          continue;
        const units = free.length > 0 ? free : predictor.units.flatMap(unit => unit.name ?? []);
        report({
          at: container.at.key("name"),
          message: "noUnit",
          data: { container: name, units: units.join(l10n.t(" or ")) },
          fixes: renames(document, container, name, free),
        });
      }
    }
  },
});

/** `tfserving` is the second container of a TENSORFLOW_SERVER unit, which the operator names itself (F66). */
function overrides(predictor: Predictor, name: string): boolean {
  return predictor.units.some(unit => unit.name === name || unit.modelContainerName === name);
}

function unitsWithoutContainer(predictor: Predictor): readonly string[] {
  return predictor.units.flatMap(unit =>
    unit.isPrepackaged && unit.name !== undefined && !unit.container ? [unit.name] : [],
  );
}

function renames(
  document: YamlDocument,
  container: Container,
  name: string,
  free: readonly string[],
): readonly (FixProposal | undefined)[] {
  const at = container.at.key("name");
  const near = nearest(name, free);
  if (near !== undefined) {
    // Two containers that are near one unit cannot both be it, so which one is meant is a choice.
    const rivals = container.componentSpec.predictor.containers.filter(
      other => nearest(other.name ?? "", free) === near,
    );
    const propose = rivals.length === 1 ? fix : suggestion;
    return [propose(l10n.t`Rename the container to ${near}`, setValue(document, at, near))];
  }
  return free.map(unit => suggestion(l10n.t`Rename the container to ${unit}`, setValue(document, at, unit)));
}
