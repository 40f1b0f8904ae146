// A unit without a server needs a container of its name (S29, webhook R10).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type FixProposal } from "../../lint/rule.ts";
import {
  containerNames,
  isTemplated,
  MAX_GRAPH_LEVELS,
  nearest,
  type Container,
  type SeldonFacts,
  type Unit,
} from "../../model/index.ts";
import { setValue, type YamlDocument } from "../../yaml/index.ts";
import { guessServers } from "./guess-servers.ts";

export const unitContainer = defineRule({
  id: "unit-container",
  severity: "error",
  title: "Require a server or a container for every graph unit",
  why: "Seldon's admission webhook refuses the manifest: `Can't find container for Predictive Unit`. A `modelUri` alone does not choose a server.",
  remedy:
    "Add an `implementation` such as `SKLEARN_SERVER`, or give one of the predictor's containers the unit's name.",
  failureModes: ["S29"],
  upstream: "R10",
  messages: {
    missing: {
      text: 'The unit {unit} has no implementation, and no container of its predictor bears its name. The webhook refuses this: "Can\'t find container for Predictive Unit". Add an implementation or a container named {unit}.',
      refusedBy: "webhook",
    },
    modelUriOnly: {
      text: 'The unit {unit} has a model URI but no implementation, and the URI alone does not choose a server. The webhook refuses this: "Can\'t find container for Predictive Unit". Add an implementation such as SKLEARN_SERVER.',
      refusedBy: "webhook",
    },
  },
  check({ deployment, document, seldon, report }) {
    for (const predictor of deployment.predictors) {
      const containers = containerNames(predictor);
      if (!containers) continue;
      const orphans = predictor.units.filter(unit => isOrphan(unit, containers));
      for (const unit of orphans) {
        report({
          at: unit.at.key("name"),
          message: unit.modelUri.isEmpty ? "missing" : "modelUriOnly",
          data: { unit: unit.name === undefined || unit.name === "" ? '""' : unit.name },
          fixes: [...renames(document, unit, orphans.length === 1), ...servers(document, unit, seldon)],
        });
      }
    }
  },
});

/** True where the webhook looks for a container and finds none. An empty implementation is none of the two to it (seldon-facts §2.2). */
function isOrphan(unit: Unit, containers: ReadonlySet<string>): boolean {
  const { name } = unit;
  if (name === undefined || isTemplated(name) || unit.depth > MAX_GRAPH_LEVELS) return false;
  const needsContainer = unit.at.key("implementation").isEmpty || unit.implementation === "UNKNOWN_IMPLEMENTATION";
  return needsContainer && !containers.has(name);
}

/** A container that no unit names and that is nearly called so, or the only one there is, was most likely meant. */
function renames(document: YamlDocument, unit: Unit, isOnlyOrphan: boolean): readonly (FixProposal | undefined)[] {
  const container = meantContainer(unit, isOnlyOrphan);
  const name = container?.name;
  if (!container || name === undefined) return [];
  const canBeContainer = unit.name !== undefined && CONTAINER_NAME.test(unit.name);
  return [
    suggestion(l10n.t`Name the unit ${name}, like the container`, setValue(document, unit.at.key("name"), name)),
    canBeContainer
      ? suggestion(
          l10n.t`Name the container ${unit.name}, like the unit`,
          setValue(document, container.at.key("name"), unit.name),
        )
      : undefined,
  ];
}

const CONTAINER_NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

function meantContainer(unit: Unit, isOnlyOrphan: boolean): Container | undefined {
  const taken = new Set(unit.predictor.units.map(other => other.name));
  const { containers } = unit.predictor;
  const free = containers.filter(container => container.name && !taken.has(container.name));
  const near = nearest(
    unit.name ?? "",
    free.flatMap(container => container.name ?? []),
  );
  if (near !== undefined) return free.find(container => container.name === near);
  return isOnlyOrphan && containers.length === 1 ? free[0] : undefined;
}

function servers(document: YamlDocument, unit: Unit, seldon: SeldonFacts): readonly (FixProposal | undefined)[] {
  return guessServers(unit, seldon).map(({ implementation, because }) =>
    suggestion(
      l10n.t`Serve it with ${implementation}${because}`,
      setValue(document, unit.at.key("implementation"), implementation, { after: "name" }),
    ),
  );
}
