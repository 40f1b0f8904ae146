// Names the operator makes of others are hashed where they get too long (F57).
import { defineRule } from "../../lint/rule.ts";
import { isTemplated, MAX_NAME_LENGTH, podContainers, type Deployment, type Predictor } from "../../model/index.ts";

export const generatedName = defineRule({
  id: "generated-name",
  severity: "hint",
  title: "Prefer names short enough for the objects made of them",
  why: "Services are called `<deployment>-<predictor>`, and Deployments after all their containers on top of that. What has more than 63 characters becomes `seldon-<md5>`: it works, but nobody finds the Service's address or the Deployment by the names in the manifest.",
  remedy:
    "Shorten the names of deployment, predictor or containers, or give the componentSpec a `metadata.name`, or the predictor the annotation `seldon.io/svc-name`.",
  failureModes: ["F57"],
  messages: {
    service: {
      text: 'The Service "{name}" has {length} characters. Kubernetes takes 63, so the operator calls it "seldon-" and a hash: whoever calls the deployment inside the cluster has to look that up.',
    },
    deployment: {
      text: 'The Deployment "{name}" has {length} characters. Kubernetes takes 63, so the operator calls it "seldon-" and a hash.',
    },
  },
  check({ deployment, report }) {
    const { name } = deployment;
    if (name === undefined || isTemplated(name)) return;
    for (const predictor of deployment.predictors) {
      const predictorName = predictor.name;
      if (predictorName === undefined || isTemplated(predictorName)) continue;
      const service = `${name}-${predictorName}`;
      const isNamed = !predictor.at.key("annotations").key("seldon.io/svc-name").isEmpty;
      if (service.length > MAX_NAME_LENGTH && !isNamed) {
        const data = { name: service, length: service.length };
        report({ at: predictor.at.key("name"), message: "service", data });
        continue;
      }
      for (const { at, name: made } of deploymentNames(deployment, predictor, service))
        if (made.length > MAX_NAME_LENGTH)
          report({ at, message: "deployment", data: { name: made, length: made.length } });
    }
  },
});

/** `S-P-i-<C1-C2-…>`, with the componentSpec's own name in place of the containers' where it has one (seldon-facts §5.1). */
function deploymentNames(
  deployment: Deployment,
  predictor: Predictor,
  prefix: string,
): readonly { readonly at: Predictor["at"]; readonly name: string }[] {
  const containers = podContainers(deployment)?.filter(container => container.predictor === predictor) ?? [];
  return predictor.componentSpecs.flatMap(componentSpec => {
    const own = componentSpec.at.at("metadata", "name");
    const names = containers.filter(({ pod }) => pod === componentSpec.index).map(({ name }) => name);
    const ending = own.isEmpty ? names.join("-") : own.string();
    if (ending === undefined || isTemplated(ending) || names.length === 0) return [];
    const at = own.isEmpty ? predictor.at.key("name") : own;
    return [{ at, name: `${prefix}-${componentSpec.index}-${ending}` }];
  });
}
