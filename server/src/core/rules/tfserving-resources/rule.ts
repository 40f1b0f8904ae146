// Beside TENSORFLOW_SERVER's proxy the model runs in a container called tfserving, which has resources of its own (F66).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type FixProposal } from "../../lint/rule.ts";
import { stockServer, type Container } from "../../model/index.ts";
import { setValue, type YamlDocument } from "../../yaml/index.ts";

export const tfservingResources = defineRule({
  id: "tfserving-resources",
  severity: "hint",
  title: "Prefer resources on tfserving, where TensorFlow runs",
  why: "Unless the protocol is tensorflow, the container that bears a TENSORFLOW_SERVER unit's name is only a proxy. TensorFlow Serving runs beside it in a container called `tfserving`, which gets nothing of what is written for the unit: a memory limit or a GPU meant for the model has no effect on it.",
  remedy:
    "Add a container called `tfserving` to the same componentSpec and write its resources there; the operator fills in the image.",
  failureModes: ["F66"],
  messages: {
    proxyOnly: {
      text: "These resources are for the proxy. The model runs in the container tfserving, which the operator adds without any: write what TensorFlow needs there.",
    },
  },
  check({ deployment, document, seldon, report }) {
    if (deployment.protocol !== "seldon") return;
    for (const unit of deployment.units) {
      const { container, predictor } = unit;
      if (unit.implementation !== "TENSORFLOW_SERVER" || !container || !stockServer(unit, seldon)) continue;
      const resources = container.at.key("resources");
      if (!resources.map || predictor.container("tfserving")) continue;
      report({ at: resources, message: "proxyOnly", fixes: [giveToModel(document, container)] });
    }
  },
});

/** As long as the container says nothing else, all of it was meant for the model: only its name is wrong. */
function giveToModel(document: YamlDocument, container: Container): FixProposal | undefined {
  const keys = container.at.entries().map(({ name }) => name);
  if (keys.some(key => key !== "name" && key !== "resources")) return undefined;
  return suggestion(
    l10n.t("Give them to the container tfserving"),
    setValue(document, container.at.key("name"), "tfserving"),
  );
}
