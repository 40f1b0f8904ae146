// The Secret as the cluster has it, in memory only.
import { isKubeError, type KubeObject } from "../../kube/port.ts";
import { SECRETS } from "../../live/index.ts";
import type { SecretSubject } from "./subject.ts";

/** `forbidden`: it may not be read, whether it is there or not. @throws KubeError where the cluster does not answer */
export async function readSecret(
  { session, target: { namespace } }: SecretSubject,
  name: string,
): Promise<KubeObject | "absent" | "forbidden"> {
  try {
    return await session.get<KubeObject>({ type: SECRETS, namespace, name });
  } catch (error) {
    if (isKubeError(error) && error.reason === "not-found") return "absent";
    if (isKubeError(error) && error.reason === "forbidden") return "forbidden";
    throw error;
  }
}
