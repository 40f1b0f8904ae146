// From a container's spec to its process: image, environment, files. Waits and tries again as the kubelet does.
import { ContainerConfigError, expandVariables, resolveEnvironment } from "./environment.ts";
import type { ContainerInstance, ContainerRuntime } from "./container-runtime.ts";
import { startInstance } from "./instance.ts";
import type { PodContext } from "./pod-context.ts";
import type { Program } from "./program.ts";
import { createContainerFiles } from "./volumes.ts";
import { amountOf } from "../kubernetes/quantity.ts";

/** After a mistake in the configuration the kubelet looks again with its next sync of the pod. */
const syncSeconds = 10;

/** Bytes below which runc itself is killed before the program begins (failure-modes F44). */
const LEAST_MEMORY = 4 * 1024 * 1024;
const NO_MEMORY_TO_START =
  "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: container init was OOM-killed (memory limit too low?): unknown";

/** What is left of a container that could not be started. */
const withoutMemory: Program = () =>
  Promise.resolve({ exitCode: 128, reason: "StartError", message: NO_MEMORY_TO_START });

/** Starts the next instance, however often that has to be tried. Rejects when the pod is stopped meanwhile. */
export async function startContainer(context: PodContext, container: ContainerRuntime): Promise<ContainerInstance> {
  const { node, stop } = context;
  const { spec } = container;
  for (;;) {
    const program = await fetchProgram(context, container);
    const env = await prepareEnvironment(context, container);
    if (!env) {
      await node.clock.sleep(syncSeconds, stop);
      continue;
    }
    const pod = context.pod();
    node.recordEvent(pod, "Normal", "Created", `Created container ${spec.name}`, container);
    await node.clock.sleep(0.2, stop);
    const isStarting = (amountOf(spec.resources?.limits?.["memory"]) ?? LEAST_MEMORY) >= LEAST_MEMORY;
    if (isStarting) node.recordEvent(pod, "Normal", "Started", `Started container ${spec.name}`, container);
    else node.recordEvent(pod, "Warning", "Failed", `Error: ${NO_MEMORY_TO_START}`, container);
    return startInstance({
      pod: context.pod(),
      container: spec,
      program: isStarting ? program : withoutMemory,
      env,
      command: [...(spec.command ?? []), ...(spec.args ?? [])].map(word => expandVariables(word, env)),
      files: createContainerFiles(spec, context.volumes),
      network: node.network.attach(context.address, pod.metadata.namespace ?? "default"),
      restartCount: container.restartCount,
      clock: node.clock,
    });
  }
}

/** Pulls the image where its policy asks for it, until the registry has it. */
async function fetchProgram(context: PodContext, container: ContainerRuntime): Promise<Program> {
  const { node, stop } = context;
  const image = container.spec.image ?? "";
  const policy = container.spec.imagePullPolicy ?? (/(:latest|^[^:@]*)$/.test(image) ? "Always" : "IfNotPresent");
  for (;;) {
    const pod = context.pod();
    const found = node.programs(image, container.spec, pod);
    const program = typeof found === "function" ? found : undefined;
    if (program && node.images.isPresent(image, policy)) {
      node.recordEvent(pod, "Normal", "Pulled", `Container image "${image}" already present on machine`, container);
      return program;
    }
    node.recordEvent(pod, "Normal", "Pulling", `Pulling image "${image}"`, container);
    const refused = typeof found === "object" ? found.pullError : undefined;
    const result = await node.images.pull(image, program !== undefined, stop, refused);
    if (program && result.isThere) {
      node.recordEvent(pod, "Normal", "Pulled", result.message, container);
      return program;
    }
    node.recordEvent(pod, "Warning", "Failed", result.message, container);
    node.recordEvent(pod, "Warning", "Failed", "Error: ErrImagePull", container);
    wait(context, container, "ErrImagePull", result.message.replace(/^.*?: (?=rpc error)/, ""));
    container.imageBackoff.next(node.clock.now());
    const seconds = container.imageBackoff.currentSeconds();
    await node.clock.sleep(1, stop);
    node.recordEvent(pod, "Normal", "BackOff", `Back-off pulling image "${image}"`, container);
    node.recordEvent(pod, "Warning", "Failed", "Error: ImagePullBackOff", container);
    wait(context, container, "ImagePullBackOff", `Back-off pulling image "${image}"`);
    await node.clock.sleep(seconds, stop);
  }
}

async function prepareEnvironment(
  context: PodContext,
  container: ContainerRuntime,
): Promise<Map<string, string> | undefined> {
  const { node } = context;
  const pod = context.pod();
  const withAddress = { ...pod, status: { ...pod.status, podIP: context.address, hostIP: node.hostAddress } };
  try {
    return await resolveEnvironment(withAddress, container.spec, node.readKeys(pod.metadata.namespace ?? ""));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // What is no mistake of the user (the API server did not answer) is tried again all the same.
    if (error instanceof ContainerConfigError) {
      node.recordEvent(pod, "Warning", "Failed", `Error: ${error.message}`, container);
      wait(context, container, "CreateContainerConfigError", error.message);
    }
    return undefined;
  }
}

/** Puts the container into a waiting state; how it ended before moves to `lastState`. */
export function wait(context: PodContext, container: ContainerRuntime, reason: string, message: string): void {
  if (container.state.terminated) container.lastState = container.state;
  container.state = { waiting: { reason, message } };
  context.changed();
}
