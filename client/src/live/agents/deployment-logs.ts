// The end of one log of a deployment, for an agent: the container that explains its state, unless another is asked for.
import type { LogsInput } from "../../../../schemas/src/index.ts";
import { explainingLog, type ContainerNode, type Judged, type PodNode } from "../../domain/index.ts";
import type { ClusterSession } from "../../kube/port.ts";
import { readTail } from "../diagnosis/index.ts";
import { maskedText } from "./mask-secrets.ts";

const USUAL_LINES = 80;
/** Characters of a line that are kept. */
const LONGEST_LINE = 1_000;

/**
 * Rejects with a `KubeError`, and with an Error for people where the deployment has no such pod or container.
 * @param options `secrets`: values that no line may hold; half of one, where a line is cut, would not be known again
 */
export async function deploymentLogs(
  session: ClusterSession,
  judged: Judged,
  { pod: podName, container: containerName, isPrevious, lines = USUAL_LINES }: LogsInput,
  { secrets, signal }: { readonly secrets: readonly string[]; readonly signal: AbortSignal },
): Promise<Record<string, unknown>> {
  const pod = choosePod(judged, podName);
  const explaining = explainingLog(pod);
  const container = chooseContainer(pod, containerName ?? explaining?.container);
  const wantsPrevious = isPrevious ?? (container.name === explaining?.container && explaining.isPrevious);
  const { name, namespace = "" } = pod.object.metadata;
  const source = { namespace, pod: name, container: container.name };
  const read = await readTail(session, source, { isPrevious: wantsPrevious, tailLines: lines, signal });
  return {
    pod: name,
    container: container.name,
    runs: container.role,
    isPrevious: wantsPrevious,
    lines: read.slice(-lines).map(line => shownLine(line, secrets)),
  };
}

/** Masked before it is cut. */
export function shownLine(line: string, secrets: readonly string[]): string {
  return maskedText(line, secrets).slice(0, LONGEST_LINE);
}

/** Only pods of the deployment: others are not the tool's to read. */
function choosePod({ tree, infos }: Judged, wanted: string | undefined): PodNode {
  const workloads = [...tree.predictors.flatMap(predictor => predictor.workloads), ...tree.orphans];
  const pods = workloads.flatMap(workload => workload.pods);
  if (wanted !== undefined) {
    const found = pods.find(({ object }) => object.metadata.name === wanted);
    if (found) return found;
    const names = pods.slice(0, 20).map(({ object }) => object.metadata.name);
    throw new Error(
      `The deployment has no pod ${wanted}. ${names.length > 0 ? `Its pods: ${names.join(", ")}.` : "It has none."}`,
    );
  }
  const newest = pods.filter(({ isNewest }) => isNewest);
  const chosen = newest.find(pod => infos.get(pod)?.state !== "ready") ?? newest[0] ?? pods[0];
  if (chosen) return chosen;
  throw new Error("The deployment has no pods, so there are no logs. diagnose_deployment tells why.");
}

function chooseContainer({ containers }: PodNode, wanted: string | undefined): ContainerNode {
  const found =
    wanted === undefined
      ? (containers.find(({ role }) => role === "model") ?? containers.find(({ isInit }) => !isInit))
      : containers.find(({ name }) => name === wanted);
  if (found) return found;
  throw new Error(`The pod has no such container. Its containers: ${containers.map(({ name }) => name).join(", ")}.`);
}
