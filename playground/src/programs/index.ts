// Which program runs in a container: by image, as a registry and a container runtime would have it.
import { endingOf, pullProblem, unknownScenarios, unknownScenarioText } from "../scenarios/index.ts";
import type { ContainerSpec, Program, ProgramContext, ProgramExit, ProgramFinder } from "../kubelet/program.ts";
import { createExecutor } from "./executor/executor.ts";
import { alibiExplainer } from "./generic/alibi-explainer.ts";
import { minio } from "./generic/minio.ts";
import { nginx } from "./generic/nginx.ts";
import { shell } from "./generic/shell.ts";
import { trainingJob } from "./generic/training-job.ts";
import { fixedModel, userModel } from "./generic/user-model.ts";
import { imageName, isPublished, readImage } from "./images.ts";
import { mlserver } from "./mlserver/mlserver.ts";
import { mlflowServer } from "./python/mlflow-server.ts";
import { sklearnServer } from "./python/sklearn-server.ts";
import { xgboostServer } from "./python/xgboost-server.ts";
import { termination } from "./support/process.ts";
import { rcloneCopy, storageInitializer } from "./storage-initializer/rclone-copy.ts";
import { tensorflowProxy } from "./tensorflow/tensorflow-proxy.ts";
import { tensorflowServing } from "./tensorflow/tensorflow-serving.ts";
import { tritonServer } from "./tensorflow/triton.ts";

/** Programs by the last part of the repository. */
const PROGRAMS: ReadonlyMap<string, Program> = new Map([
  ["rclone-storage-initializer", storageInitializer],
  ["sklearnserver", sklearnServer],
  ["xgboostserver", xgboostServer],
  ["mlflowserver", mlflowServer],
  ["mlserver", mlserver],
  ["alibiexplainer", alibiExplainer],
  ["tfserving-proxy", tensorflowProxy],
  ["seldon-core-executor", createExecutor()],
  ["fixed-model", fixedModel],
  ["serving", tensorflowServing],
  ["tritonserver", tritonServer],
  ["minio", minio],
  ["nginx", nginx],
  ["proxyv2", untilStopped],
  ["train", trainingJob],
  ["rclone", rcloneImage],
]);

/** Images that run what their container says, and nothing by themselves. */
const SHELLS = ["busybox", "alpine", "ubuntu", "debian", "bash", "python", "pause", "curl", "kubectl"];

/** The playground's registry. `undefined`: it has no such image. */
export const findProgram: ProgramFinder = (image, container, pod) => {
  const problem = pullProblem(container, pod.metadata.annotations);
  if (problem !== undefined) return { pullError: problem };
  const reference = readImage(image);
  if (image.trim() === "" || !isPublished(reference)) return undefined;
  const name = imageName(reference);
  const program = isTrivial(container) ? shell : (PROGRAMS.get(name) ?? (SHELLS.includes(name) ? shell : userModel));
  return context => runAsProcess(context, program);
};

/** Whether a container replaces its image's entry point by a shell command. */
function isTrivial({ command = [] }: ContainerSpec): boolean {
  const [first = ""] = command;
  return /^(?:\/bin\/)?(?:(?:ba|da|a)?sh|sleep|echo|true|false|cat|env)$/.test(first);
}

/** A proxy that nobody asks anything. */
async function untilStopped(context: ProgramContext): Promise<ProgramExit> {
  await termination(context);
  return { exitCode: 0 };
}

/** The image `rclone/rclone` has rclone itself for its entry point, so that its arguments begin with `copy`. */
function rcloneImage(context: ProgramContext): Promise<ProgramExit> {
  const [first, ...rest] = context.command;
  return rcloneCopy(context, first === "copy" ? rest : context.command);
}

/** Runs a program as a container does: one that sleeps when SIGTERM comes dies of it, 128 + 15. */
async function runAsProcess(context: ProgramContext, program: Program): Promise<ProgramExit> {
  for (const name of unknownScenarios(context.scenarios)) context.log(unknownScenarioText(name), "stderr");
  try {
    return await (endsByScenario(context) ?? program(context));
  } catch (error) {
    if (!context.stopped.aborted) throw error;
    // Who does not listen to SIGTERM is killed by the kubelet when its grace period is over.
    return context.scenarios.has("ignores-sigterm") ? new Promise(() => {}) : { exitCode: 143 };
  }
}

const LOW_ON_DISK = "The node was low on resource: ephemeral-storage. Threshold quantity: 10Gi, available: 9Gi. ";

/** The scenario takes the whole pod, as soon as its executor runs. */
function isEvicted({ scenarios, container }: ProgramContext): boolean {
  return scenarios.has("disk-pressure") && container.name === "seldon-container-engine";
}

/** The end that a scenario has for this container; `undefined` where the program itself is to run. */
function endsByScenario(context: ProgramContext): Promise<ProgramExit> | undefined {
  if (isEvicted(context)) return context.sleep(15).then(() => ({ exitCode: 137, eviction: LOW_ON_DISK }));
  const ending = endingOf(context.container, context.scenarios);
  if (ending === undefined) return undefined;
  return context.sleep(ending.seconds).then(() => {
    for (const line of ending.lines) context.log(line, "stderr");
    return ending.exit;
  });
}
