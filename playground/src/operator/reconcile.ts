// Brings the cluster to what a SeldonDeployment asks for, in the operator's order, and writes down how far it got (seldon-facts §1.8, §10.1).
import { formatTime } from "../kubernetes/clock.ts";
import { ApiError } from "../kubernetes/cluster-client.ts";
import { isConflict } from "../kubernetes/controller.ts";
import { namespaces, seldonDeployments } from "../kubernetes/resource-types.ts";
import type { SeldonDeployment, SeldonDeploymentStatus } from "../kubernetes/seldon-types.ts";
import { namesIn, SCENARIO_ANNOTATION, unknownScenarios, unknownScenarioText } from "../scenarios/index.ts";
import { collectAccountSecrets } from "./account-secrets.ts";
import { applyAutoscalers, applyDisruptionBudgets, applyScaledObjects } from "./apply-autoscaling.ts";
import { applyDeployments } from "./apply-deployments.ts";
import { applyRouting } from "./apply-routing.ts";
import { applyServices } from "./apply-services.ts";
import { removeUnwanted } from "./cleanup.ts";
import { updateConditions } from "./conditions.ts";
import { isEqual } from "../support/json.ts";
import { OperatorError } from "./operator-error.ts";
import type { Pass, ReconcileContext } from "./pass.ts";
import { plan } from "./plan.ts";

const controllerLabel = "seldon.io/controller-id";

/** Does nothing for one that is gone, is going, or belongs to another operator. Throws what shall be tried again. */
export async function reconcile(context: ReconcileContext, name: string, namespace: string): Promise<void> {
  const sdep = await context.client.get(seldonDeployments, name, namespace);
  if (!sdep || sdep.metadata.deletionTimestamp !== undefined) return;
  if (!(await isOurs(context, sdep))) {
    const about = { logger: "controllers.SeldonDeployment", SeldonDeployment: `${namespace}/${name}` };
    context.log?.(JSON.stringify({ level: "info", ...about, msg: "Skipping reconcile of deployment." }));
    return;
  }
  const status: SeldonDeploymentStatus = structuredClone(sdep.status ?? {});
  const conditions: Pass["conditions"] = new Map();
  for (const name of unknownScenarios(scenariosOf(sdep))) {
    await context.recorder.record(sdep, "Warning", "UnknownScenario", unknownScenarioText(name));
  }
  try {
    const accountSecrets = await collectAccountSecrets(context.client, sdep);
    const components = plan(sdep, { config: context.config, accountSecrets });
    const isAvailable = await apply({ context, sdep, components, status, conditions });
    status.state = isAvailable;
    status.description = isAvailable === "Failed" ? stuck : "";
  } catch (error) {
    await recordFailure(context, sdep, status, conditions, error);
    throw error;
  }
  await writeStatus(context, sdep, status, conditions);
  await context.recorder.record(sdep, "Normal", "Updated", `Updated SeldonDeployment ${JSON.stringify(name)}`);
}

/** What the annotations of all levels ask the playground for. */
function scenariosOf({ metadata, spec }: SeldonDeployment): Set<string> {
  const predictors = spec?.predictors ?? [];
  const levels = [
    metadata.annotations,
    spec?.annotations,
    ...predictors.map(({ annotations }) => annotations),
    ...predictors.flatMap(({ componentSpecs = [] }) => componentSpecs.map(({ metadata: own }) => own?.annotations)),
  ];
  return new Set(levels.flatMap(annotations => namesIn(annotations?.[SCENARIO_ANNOTATION])));
}

const stuck = "Deployment is no longer progressing and not available.";

async function isOurs(context: ReconcileContext, sdep: SeldonDeployment): Promise<boolean> {
  if (context.namespace === undefined) {
    const namespace = await context.client.get(namespaces, sdep.metadata.namespace ?? "");
    if ((namespace?.metadata.labels?.[controllerLabel] ?? "") !== "") return false;
  }
  return (sdep.metadata.labels?.[controllerLabel] ?? "") === context.config.controllerId;
}

async function apply(pass: Pass): Promise<NonNullable<SeldonDeploymentStatus["state"]>> {
  const areServicesReady = await applyServices(pass);
  const areAutoscalersReady = await applyAutoscalers(pass);
  const areScaledObjectsReady = await applyScaledObjects(pass);
  const areBudgetsReady = await applyDisruptionBudgets(pass);
  const deployments = await applyDeployments(pass);
  if (deployments === "ready") {
    pass.conditions.set("ServicesReady", { status: "True", reason: "All services created" });
    await applyRouting(pass);
    await removeUnwanted(pass);
  }
  if (deployments === "failed") return "Failed";
  const isReady = areServicesReady && areAutoscalersReady && areScaledObjectsReady && areBudgetsReady;
  return deployments === "ready" && isReady ? "Available" : "Creating";
}

async function recordFailure(
  context: ReconcileContext,
  sdep: SeldonDeployment,
  status: SeldonDeploymentStatus,
  conditions: Pass["conditions"],
  error: unknown,
): Promise<void> {
  const isRefusal = error instanceof OperatorError || error instanceof ApiError;
  if (!isRefusal || isConflict(error)) return;
  await context.recorder.record(sdep, "Warning", "InternalError", error.message);
  status.state = "Failed";
  status.description = error.message;
  await writeStatus(context, sdep, status, conditions).catch(() => undefined);
}

async function writeStatus(
  context: ReconcileContext,
  sdep: SeldonDeployment,
  status: SeldonDeploymentStatus,
  changes: Pass["conditions"],
): Promise<void> {
  const now = formatTime(context.clock.now());
  if (changes.size > 0) status.conditions = updateConditions(status.conditions ?? [], changes, now);
  const { description, ...rest } = status;
  const next: SeldonDeploymentStatus = (description ?? "") === "" ? rest : status;
  if (isEqual(next, sdep.status ?? {})) return;
  try {
    await context.client.updateStatus(seldonDeployments, { ...sdep, status: next });
  } catch (error) {
    if (isConflict(error)) throw error;
    const problem = error instanceof Error ? error.message : String(error);
    const name = JSON.stringify(sdep.metadata.name);
    await context.recorder.record(
      sdep,
      "Warning",
      "UpdateFailed",
      `Failed to update status for SeldonDeployment ${name}: ${problem}`,
    );
    throw error;
  }
}
