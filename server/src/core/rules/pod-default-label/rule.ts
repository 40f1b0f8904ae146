// A PodDefault changes pods with its labels, and labels of a SeldonDeployment do not get to its pods (S52).
import { defineRule, type DeploymentContext } from "../../lint/rule.ts";
import { isTemplated, mayShareNamespace, type Predictor } from "../../model/index.ts";
import type { Cursor } from "../../yaml/index.ts";

export const podDefaultLabel = defineRule({
  id: "pod-default-label",
  severity: "warning",
  title: "Require the label that a PodDefault selects to stand where pods get it",
  why: "Kubeflow's PodDefault gives its variables and volumes to pods that have the labels of its selector. The operator does not pass labels under `metadata` of a SeldonDeployment on to pods, and a label with another value selects nothing. The variables are missing without a word: `NoCredentialsError: Unable to locate credentials`.",
  remedy:
    "Put the label under `metadata.labels` of the componentSpec, or under `labels` of the predictor, exactly as the PodDefault has it.",
  failureModes: ["S52"],
  needs: ["workspace"],
  messages: {
    notOnPods: {
      text: "The PodDefault {podDefault} of {file} selects pods with this label, and labels of a SeldonDeployment do not get to its pods: none is selected. Put it under labels of the predictor.",
    },
    otherValue: {
      text: 'The PodDefault {podDefault} of {file} selects pods whose {label} is "{wanted}". With this value the pods are not selected. Write "{wanted}".',
    },
  },
  check(context) {
    const { deployment, elsewhere } = context;
    const defaults = elsewhere({ kind: "PodDefault" }).filter(found =>
      mayShareNamespace(found.namespace, deployment.namespace),
    );
    for (const { name, file, matchLabels = {} } of defaults) {
      const wanted = Object.entries(matchLabels);
      if (wanted.length > 0 && !deployment.predictors.some(predictor => isSelected(predictor, wanted)))
        reportLabels(context, { podDefault: name, file }, wanted);
    }
  },
});

type Labels = readonly (readonly [name: string, value: string])[];

function isSelected(predictor: Predictor, wanted: Labels): boolean {
  const labels = podLabels(predictor);
  return wanted.every(([name, value]) => labels.some(at => at.name === name && isValue(at, value)));
}

function isValue(at: Cursor, value: string): boolean {
  const text = at.scalar?.text ?? "";
  return text === value || isTemplated(text);
}

function podLabels({ at, componentSpecs }: Predictor): readonly Cursor[] {
  return [at.key("labels"), ...componentSpecs.map(spec => spec.at.at("metadata", "labels"))].flatMap(map =>
    map.entries(),
  );
}

function reportLabels(
  { resource, deployment, report }: DeploymentContext<"notOnPods" | "otherValue">,
  data: { readonly podDefault: string; readonly file: string },
  wanted: Labels,
): void {
  const own = resource.at.at("metadata", "labels").entries();
  for (const [label, value] of wanted) {
    const misplaced = own.find(at => at.name === label && at.scalar?.text === value);
    const written = deployment.predictors
      .flatMap(podLabels)
      .filter(at => at.name === label && at.scalar?.text.toLowerCase() === value.toLowerCase());
    if (misplaced && written.length === 0) report({ at: misplaced, message: "notOnPods", data });
    for (const at of written)
      if (!isValue(at, value)) report({ at, message: "otherValue", data: { ...data, label, wanted: value } });
  }
}
