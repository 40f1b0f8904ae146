// The patch that restarts a Deployment's pods as `kubectl rollout restart` does: by an annotation on the pod template.
import type { JsonPatchOperation, KubeObject } from "../../kube/port.ts";

const ANNOTATION = "kubectl.kubernetes.io/restartedAt";
const POINTER = "/spec/template/metadata";

/**
 * @param deployment as just read: whether a map of annotations has to be made is told by it
 * @param time RFC 3339
 */
export function restartPatch(deployment: KubeObject, time: string): readonly JsonPatchOperation[] {
  const metadata = valueAt(deployment, "spec", "template", "metadata");
  const test: JsonPatchOperation = { op: "test", path: "/metadata/uid", value: deployment.metadata.uid };
  if (metadata === undefined)
    return [test, { op: "add", path: POINTER, value: { annotations: { [ANNOTATION]: time } } }];
  if (valueAt(metadata, "annotations") === undefined) {
    return [test, { op: "add", path: `${POINTER}/annotations`, value: { [ANNOTATION]: time } }];
  }
  return [test, { op: "add", path: `${POINTER}/annotations/${ANNOTATION.replace("/", "~1")}`, value: time }];
}

function valueAt(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (typeof found !== "object" || found === null) return undefined;
    const inner: unknown = Reflect.get(found, key);
    found = inner ?? undefined;
  }
  return found;
}
