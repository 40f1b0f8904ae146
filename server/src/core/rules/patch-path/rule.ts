// Paths of JSON patches that lead elsewhere than meant: by index, below something that may be missing, to a number that does not count (S33, S34).
import { defineResourceRule } from "../../lint/rule.ts";

export const patchPath = defineResourceRule({
  id: "patch-path",
  severity: "hint",
  title: "Prefer paths in a patch that hold whatever the deployment has",
  why: "A path by index changes whichever predictor stands there when the patch arrives. `add` below `annotations` fails where there are none: `the server rejected our request due to an error in our request`. And `spec.replicas` counts only for predictors without a number of their own.",
  remedy:
    'Put `{"op": "test", "path": "/spec/predictors/1/name", "value": "canary"}` first, so that the patch is refused where it would hit the wrong one. For annotations use a merge patch.',
  failureModes: ["S33", "S34"],
  resources: ["JsonPatch"],
  messages: {
    byIndex: {
      text: "This changes whichever predictor is number {index} when the patch arrives. Test /spec/predictors/{index}/name first, so that another one is never changed.",
    },
    missingParent: {
      text: 'This fails where the deployment has no {parent} yet: "the server rejected our request due to an error in our request". A merge patch makes what is missing.',
    },
    deploymentReplicas: {
      text: "The replicas of the spec count only for predictors and componentSpecs without replicas of their own, and for none with an autoscaler. Where there are such, patch /spec/predictors/<n>/replicas.",
    },
  },
  check({ resource: { at }, report }) {
    const tested = new Set(
      at
        .items()
        .filter(item => item.key("op").string() === "test")
        .map(item => item.key("path").string()),
    );
    const seen = new Set<string>();
    for (const item of at.items()) {
      if (item.key("op").string() === "test") continue;
      const path = item.key("path");
      const text = path.string() ?? "";
      const index = /^\/spec\/predictors\/(\d+)\//.exec(text)?.[1];
      const parent = /^\/(spec|metadata)\/(annotations|labels)\/[^/]+$/.exec(text)?.[2];
      if (index !== undefined && !tested.has(`/spec/predictors/${index}/name`) && !seen.has(index)) {
        seen.add(index);
        report({ at: path, message: "byIndex", data: { index } });
      } else if (parent !== undefined) report({ at: path, message: "missingParent", data: { parent } });
      else if (text === "/spec/replicas") report({ at: path, message: "deploymentReplicas" });
    }
  },
});
