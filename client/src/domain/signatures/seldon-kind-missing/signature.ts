// The cluster does not know SeldonDeployments in this version (F64, F72).
import { defineSignature } from "../signature.ts";

export const seldonKindMissing = defineSignature({
  id: "seldon-kind-missing",
  failureModes: ["F64", "F72"],
  sources: ["apply"],
  verdict: "cause",
  pattern: /no matches for kind "(?<kind>SeldonDeployment|Model)" in version "(?<version>[^"]+)"/,
  title: "{kind} is not known to the cluster",
  meaning:
    "The cluster serves no {kind} in {version}. Seldon Core v1 is not installed, or the manifest is for another version.",
  remedy: "Use apiVersion machinelearning.seldon.io/v1 and kind SeldonDeployment, and install Seldon Core v1.",
  samples: [{ lines: ['no matches for kind "SeldonDeployment" in version "machinelearning.seldon.io/v1alpha1"'] }],
});
