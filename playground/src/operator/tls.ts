// The certificate of a predictor with `ssl`, mounted into every container of a pod (seldon-facts §5.8).
import type { PredictorSpec } from "../kubernetes/seldon-types.ts";
import type { Deployment } from "../kubernetes/workload-types.ts";
import { replaceVariable } from "./environment.ts";

const volumeName = "seldon-cert-volume";
const certificatePath = "/cert/";

/** Does nothing for a predictor without a certificate. */
export function mountCertificate(deployment: Deployment, predictor: PredictorSpec): void {
  const secretName = predictor.ssl?.certSecretName ?? "";
  if (secretName === "") return;
  const pod = deployment.spec.template.spec;
  pod.volumes = [...(pod.volumes ?? []), { name: volumeName, secret: { secretName } }];
  for (const container of pod.containers) {
    container.volumeMounts = [...(container.volumeMounts ?? []), { name: volumeName, mountPath: certificatePath }];
    container.env = replaceVariable(container.env ?? [], { name: "SELDON_CERT_MOUNT_PATH", value: certificatePath });
  }
}
