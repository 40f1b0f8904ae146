// pvc:// names a claim, then the path in it (F40).
import { defineRule } from "../../lint/rule.ts";
import { isTemplated, rcloneSources } from "../../model/index.ts";

export const claimUri = defineRule({
  id: "claim-uri",
  severity: "error",
  title: "Require the name of a claim in pvc:// URIs",
  why: "For `pvc://<claim>/<path>` the operator mounts the claim into the initializer, which copies the path. Without a name the Deployment is refused: `persistentVolumeClaim.claimName: Required value`. Without a path all of the volume is copied, which is allowed and may take long.",
  remedy: "Write `pvc://<claim>/<path>`, with the name of a PersistentVolumeClaim in the deployment's namespace.",
  failureModes: ["F40"],
  messages: {
    noClaim: {
      text: 'This URI names no claim. The manifest is accepted, then its Deployment is refused: "persistentVolumeClaim.claimName: Required value". Write pvc://claim/path.',
    },
    wholeVolume: {
      text: "Without a path the initializer copies all that is on {claim} into /mnt/models. Write pvc://{claim}/path if the model has a folder of its own.",
      severity: "information",
    },
  },
  check({ deployment, seldon, report }) {
    for (const { uri, text, parsed } of rcloneSources(deployment, seldon)) {
      if (parsed.kind !== "claim" || isTemplated(text)) continue;
      const { claim } = parsed;
      if (claim === "") report({ at: uri, message: "noClaim" });
      else if (parsed.path.replaceAll("/", "") === "") report({ at: uri, message: "wholeVolume", data: { claim } });
    }
  },
});
