// The Job controller: pods that run to their end, as often as it takes and no oftener than is allowed.
import { ApiError, type Informer } from "../kubernetes/cluster-client.ts";
import { controllerKeyOf, keysFrom } from "../kubernetes/controller.ts";
import type { EventRecorder } from "../kubernetes/events.ts";
import type { Condition, Pod } from "../kubernetes/pod-types.ts";
import { keyOf, splitKey } from "../kubernetes/resource-path.ts";
import { jobs, pods } from "../kubernetes/resource-types.ts";
import type { Job } from "../kubernetes/workload-types.ts";
import { isFinished, isReady } from "../kubelet/pod.ts";
import { wallTime } from "../kubernetes/wall-clock.ts";
import { isEqual } from "../support/json.ts";
import { type ControllerContext, createRecorder, startController } from "./context.ts";
import { indexByController, type OwnedIndex } from "./owned-index.ts";
import { makePod } from "./pod-template.ts";
import { createUnseen, type Unseen } from "./unseen.ts";

interface JobController extends ControllerContext {
  readonly jobs: Informer<Job>;
  readonly pods: OwnedIndex<Pod>;
  readonly unseen: Unseen;
  readonly events: EventRecorder;
  /** Simulated times before which no further pod is made, by uid; and the failures they were reckoned from. */
  readonly backoffs: Map<string, { failures: number; until: number }>;
  /** When Jobs began, in simulated milliseconds. */
  readonly starts: Map<string, number>;
}

interface PodCounts {
  readonly active: readonly Pod[];
  readonly succeeded: number;
  readonly failed: number;
  /** Restarts of containers, which count against the limit where pods restart them (`OnFailure`). */
  readonly restarts: number;
}

const firstBackoffSeconds = 10;
const longestBackoffSeconds = 360;

export function startJobController(context: ControllerContext): void {
  const informer = context.client.informer(pods);
  const controller: JobController = {
    ...context,
    jobs: context.client.informer(jobs),
    pods: indexByController(informer),
    unseen: createUnseen(informer),
    events: createRecorder(context, "job-controller"),
    backoffs: new Map(),
    starts: new Map(),
  };
  controller.jobs.onChange(({ metadata }, change) => {
    if (change !== "deleted") return;
    controller.backoffs.delete(metadata.uid ?? "");
    controller.starts.delete(metadata.uid ?? "");
  });
  const watches = [keysFrom(jobs, job => [keyOf(job)]), keysFrom(pods, pod => controllerKeyOf(pod, "Job"))];
  startController(context, "The Job controller", watches, key => reconcile(controller, key));
}

async function reconcile(controller: JobController, key: string): Promise<number | undefined> {
  const { name, namespace } = splitKey(key);
  const job = controller.jobs.get(name, namespace);
  if (!job || job.metadata.deletionTimestamp !== undefined) return undefined;
  if (job.status?.conditions?.some(({ type, status }) => isEnd(type) && status === "True")) {
    return expire(controller, job);
  }
  const counts = countPods(controller.pods.ownedBy(job.metadata.uid));
  const secondsRunning = noteStart(controller, job);
  const verdict = judge(job, counts, secondsRunning);
  if (verdict) return conclude(controller, job, counts, verdict);
  const again = job.spec.suspend === true ? undefined : await createMissing(controller, job, counts);
  await writeStatus(controller, job, { ...runningStatus(job, counts), ...keptConditions(job) });
  const deadline = job.spec.activeDeadlineSeconds;
  return again ?? (deadline === undefined ? undefined : Math.max(1, deadline - secondsRunning));
}

function isEnd(type: string): boolean {
  return type === "Complete" || type === "Failed";
}

function countPods(owned: readonly Pod[]): PodCounts {
  const active = owned.filter(pod => !isFinished(pod) && pod.metadata.deletionTimestamp === undefined);
  const statuses = active.flatMap(pod => [
    ...(pod.status?.initContainerStatuses ?? []),
    ...(pod.status?.containerStatuses ?? []),
  ]);
  return {
    active,
    succeeded: owned.filter(pod => pod.status?.phase === "Succeeded").length,
    failed: owned.filter(pod => pod.status?.phase === "Failed").length,
    restarts: statuses.reduce((sum, status) => sum + status.restartCount, 0),
  };
}

function noteStart(controller: JobController, job: Job): number {
  const uid = job.metadata.uid ?? "";
  const stamp = Date.parse(job.status?.startTime ?? "");
  const elapsed = Number.isNaN(stamp) ? 0 : (Date.now() - stamp) * controller.clock.speed;
  const startedAt = controller.starts.get(uid) ?? controller.clock.now() - elapsed;
  controller.starts.set(uid, startedAt);
  return (controller.clock.now() - startedAt) / 1000;
}

/** The condition that ends the Job, if it has come to its end. */
function judge(job: Job, counts: PodCounts, secondsRunning: number): Condition | undefined {
  const end = (type: string, reason?: string, message?: string): Condition => ({
    type,
    status: "True",
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
  });
  const limit = job.spec.backoffLimit ?? 6;
  const isOnFailure = job.spec.template.spec.restartPolicy === "OnFailure";
  if (counts.failed > limit || (isOnFailure && counts.restarts > limit)) {
    return end("Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit");
  }
  const deadline = job.spec.activeDeadlineSeconds;
  if (deadline !== undefined && secondsRunning >= deadline) {
    return end("Failed", "DeadlineExceeded", "Job was active longer than specified deadline");
  }
  const isEnough =
    job.spec.completions === undefined
      ? counts.succeeded > 0 && counts.active.length === 0
      : counts.succeeded >= job.spec.completions;
  return isEnough ? end("Complete") : undefined;
}

async function conclude(
  controller: JobController,
  job: Job,
  counts: PodCounts,
  verdict: Condition,
): Promise<number | undefined> {
  const { client, events } = controller;
  for (const { metadata } of counts.active) {
    await client.delete(
      pods,
      metadata.name,
      metadata.namespace,
      metadata.uid === undefined ? {} : { uid: metadata.uid },
    );
    void events.record(job, "Normal", "SuccessfulDelete", `Deleted pod: ${metadata.name}`);
  }
  const now = wallTime();
  const isComplete = verdict.type === "Complete";
  const failed = counts.failed + (isComplete ? 0 : counts.active.length);
  await writeStatus(controller, job, {
    startTime: job.status?.startTime ?? now,
    ...(isComplete ? { completionTime: now } : {}),
    ...(counts.succeeded > 0 ? { succeeded: counts.succeeded } : {}),
    ...(failed > 0 ? { failed } : {}),
    conditions: [{ ...verdict, lastProbeTime: now, lastTransitionTime: now }],
  });
  if (isComplete) await events.record(job, "Normal", "Completed", "Job completed");
  else await events.record(job, "Warning", verdict.reason ?? "", verdict.message ?? "");
  return undefined;
}

/** Makes the pods that are missing. Answers after how many simulated seconds to go on, where failures ask for a pause. */
async function createMissing(controller: JobController, job: Job, counts: PodCounts): Promise<number | undefined> {
  const { client, events, unseen } = controller;
  const uid = job.metadata.uid ?? "";
  const parallelism = job.spec.parallelism ?? 1;
  const left = job.spec.completions === undefined ? parallelism : job.spec.completions - counts.succeeded;
  const wanted = job.spec.completions === undefined && counts.succeeded > 0 ? 0 : Math.min(parallelism, left);
  const missing = wanted - counts.active.length - unseen.countCreated(uid);
  if (missing <= 0) return undefined;
  const pause = pauseSeconds(controller, uid, counts.failed);
  if (pause > 0) return pause;
  const labels = { "controller-uid": uid, "job-name": job.metadata.name };
  for (let index = 0; index < missing; index += 1) {
    try {
      const pod = await client.create(pods, makePod(job, job.spec.template, labels));
      unseen.noteCreated(uid, pod);
      void events.record(job, "Normal", "SuccessfulCreate", `Created pod: ${pod.metadata.name}`);
    } catch (error) {
      if (error instanceof ApiError)
        void events.record(job, "Warning", "FailedCreate", `Error creating: ${error.message}`);
      throw error;
    }
  }
  return undefined;
}

/** After each failure twice as long as after the one before, 10 s to 6 min. */
function pauseSeconds(controller: JobController, uid: string, failures: number): number {
  const now = controller.clock.now();
  const known = controller.backoffs.get(uid);
  if (failures === 0) return 0;
  if (known?.failures === failures) return (known.until - now) / 1000;
  const seconds = Math.min(longestBackoffSeconds, firstBackoffSeconds * 2 ** (failures - 1));
  controller.backoffs.set(uid, { failures, until: now + seconds * 1000 });
  return seconds;
}

function runningStatus(job: Job, counts: PodCounts): NonNullable<Job["status"]> {
  return {
    startTime: job.status?.startTime ?? wallTime(),
    ...(counts.active.length > 0 ? { active: counts.active.length } : {}),
    ...(counts.succeeded > 0 ? { succeeded: counts.succeeded } : {}),
    ...(counts.failed > 0 ? { failed: counts.failed } : {}),
    ready: counts.active.filter(isReady).length,
  };
}

function keptConditions(job: Job): { conditions?: Condition[] } {
  return job.status?.conditions ? { conditions: job.status.conditions } : {};
}

async function writeStatus(controller: JobController, job: Job, status: NonNullable<Job["status"]>): Promise<void> {
  if (isEqual(status, job.status)) return;
  await controller.client.updateStatus(jobs, { ...job, status });
}

/** Deletes a finished Job once its time to live is over. */
async function expire(controller: JobController, job: Job): Promise<number | undefined> {
  const lifetime = job.spec.ttlSecondsAfterFinished;
  if (lifetime === undefined) return undefined;
  const end = job.status?.conditions?.find(({ type }) => isEnd(type))?.lastTransitionTime;
  const left = lifetime - ((Date.now() - Date.parse(end ?? "")) / 1000) * controller.clock.speed;
  if (left > 0) return left;
  await controller.client.delete(jobs, job.metadata.name, job.metadata.namespace, { propagationPolicy: "Background" });
  return undefined;
}
