// Gets one thing that a diagnosis needs: small, with secrets masked, and never a whole log.
import * as l10n from "@vscode/l10n";
import {
  maskCredentials,
  serviceName,
  type Answer,
  type EventObject,
  type Need,
  type RoutingObject,
  type SeldonDeploymentObject,
} from "../../domain/index.ts";
import { hashedIfLong } from "../../domain/predict/index.ts";
import { isKubeError, type ClusterSession, type KubeObject, type ResourceType } from "../../kube/port.ts";
import { lookAtCluster } from "../deploy/index.ts";
import {
  DEPLOYMENT_ID,
  DEPLOYMENTS,
  EVENTS,
  PODS,
  REPLICA_SETS,
  ROUTING_KINDS,
  SELDON_DEPLOYMENTS,
  SERVICES,
} from "../resource-types.ts";
import { askReadiness } from "./ask-readiness.ts";
import type { DiagnosedName } from "./diagnose-deployment.ts";
import { lookUpChanges } from "./look-up-changes.ts";
import { readTail } from "./read-tail.ts";

/** A traceback of Python is about 40 lines; rclone says everything three times. */
const TAIL_LINES = 80;
/** The operator speaks of all deployments. */
const OPERATOR_TAIL_LINES = 400;

const OPERATOR_PODS = "control-plane=seldon-controller-manager";

interface Fetching {
  readonly signal: AbortSignal;
  readonly now: number;
  readonly isReadOnly: boolean;
}

/** Rejects with `KubeError` where it may not be read or is gone. */
export async function fetchNeed(
  session: ClusterSession,
  { namespace, name }: DiagnosedName,
  need: Need,
  { signal, now, isReadOnly }: Fetching,
): Promise<Answer> {
  switch (need.kind) {
    case "deployment":
      return { kind: "deployment", object: await findDeployment(session, { namespace, name }, signal) };
    case "parts":
      return { kind: "parts", parts: await findParts(session, need.deployment, namespace, signal) };
    case "events": {
      const { kind, name: about } = need.about;
      const fieldSelector = `involvedObject.kind=${kind},involvedObject.name=${about}`;
      const { items } = await session.list(EVENTS, { namespace, fieldSelector, signal });
      return { kind: "events", events: items.map(maskedEvent) };
    }
    case "log": {
      const { pod, container, isPrevious } = need;
      const source = { namespace, pod, container };
      return { kind: "log", lines: await readTail(session, source, { isPrevious, tailLines: TAIL_LINES, signal }) };
    }
    case "operator":
      return await beforeAbort(lookAtClusterFacts(session, namespace, { now, isReadOnly }), signal);
    case "operator-log":
      return await readOperatorLog(session, need.namespace, signal);
    case "gateways":
      return { kind: "gateways", names: await findGateways(session, need.names, signal) };
    case "readiness":
      // Whoever may only read opens no forward either.
      return {
        kind: "readiness",
        answers: isReadOnly ? [] : await askReadiness(session, namespace, need.calls, signal),
      };
    case "changes":
      return {
        kind: "changes",
        changes: await lookUpChanges(session, namespace, need.objects, { signal, isReadOnly }),
      };
  }
}

async function findDeployment(
  session: ClusterSession,
  { namespace, name }: DiagnosedName,
  signal: AbortSignal,
): Promise<SeldonDeploymentObject | undefined> {
  const found = await unlessAbsent(session.get({ type: SELDON_DEPLOYMENTS, namespace, name }, { signal }));
  const description = found?.status?.description;
  if (!found || description === undefined) return found;
  return { ...found, status: { ...found.status, description: maskCredentials(description) } };
}

/** A kind that may not be listed is left out. */
async function findParts(
  session: ClusterSession,
  deployment: SeldonDeploymentObject,
  namespace: string,
  signal: AbortSignal,
): Promise<Extract<Answer, { kind: "parts" }>["parts"]> {
  const options = { namespace, labelSelector: `${DEPLOYMENT_ID} in (${idsOf(deployment).join(",")})`, signal };
  const listed = async <T extends KubeObject>(type: ResourceType<T>): Promise<readonly T[] | undefined> =>
    (await ifAllowed(session.list(type, options)))?.items;
  const [deployments, replicaSets, pods, services, routes] = await Promise.all([
    listed(DEPLOYMENTS),
    listed(REPLICA_SETS),
    listed(PODS),
    listed(SERVICES),
    findRoutes(session, deployment, namespace, signal),
  ]);
  return {
    ...(deployments && { deployments }),
    ...(replicaSets && { replicaSets }),
    ...(pods && { pods }),
    ...(services && { services }),
    routes,
  };
}

/** Values of the label: a separate executor carries its predictor's Service name (seldon-facts §5.2). */
function idsOf({ metadata, spec }: SeldonDeploymentObject): string[] {
  const services = (spec?.predictors ?? []).map(predictor => serviceName(metadata.name, predictor));
  return [...new Set([metadata.name, ...services].map(hashedIfLong))];
}

/** Routes have no label of the operator's, and a namespace may have thousands: they are asked for by name (seldon-facts §5.5, §5.6). */
async function findRoutes(
  session: ClusterSession,
  { metadata, spec }: SeldonDeploymentObject,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly RoutingObject[]> {
  const predictors = spec?.predictors ?? [];
  const names: Readonly<Record<(typeof ROUTING_KINDS)[number]["kind"], readonly string[]>> = {
    VirtualService: [hashedIfLong(metadata.name)],
    DestinationRule: predictors.map(predictor => hashedIfLong(serviceName(metadata.name, predictor))),
    Mapping: predictors.map(predictor => `seldon-${namespace}-${metadata.name}-${predictor.name}-rest`),
  };
  const found = await Promise.all(
    ROUTING_KINDS.map(async kind => {
      const type = await session.findKind(kind, { signal });
      if (!type) return [];
      const routes = names[kind.kind].map(name => unlessAbsent(session.get({ type, namespace, name }, { signal })));
      return ((await ifAllowed(Promise.all(routes))) ?? []).filter(route => route !== undefined);
    }),
  );
  return found.flat();
}

async function lookAtClusterFacts(
  session: ClusterSession,
  namespace: string,
  { now, isReadOnly }: Omit<Fetching, "signal">,
): Promise<Answer> {
  return { kind: "operator", facts: await lookAtCluster(session, namespace, now, { isReadOnly }) };
}

/** For work that knows no signal. */
function beforeAbort(work: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  const aborted = new Promise<Answer>(resolve => {
    const give = (): void => resolve({ kind: "refused", why: l10n.t("the cluster did not answer in time") });
    if (signal.aborted) give();
    else signal.addEventListener("abort", give, { once: true });
  });
  return Promise.race([work, aborted]);
}

async function readOperatorLog(session: ClusterSession, namespace: string, signal: AbortSignal): Promise<Answer> {
  const { items } = await session.list(PODS, { namespace, labelSelector: OPERATOR_PODS, signal });
  const [pod] = items;
  if (!pod) return { kind: "operator-log", pod: "", lines: [] };
  const container = pod.spec?.containers?.[0]?.name ?? "manager";
  const isRestarted = (pod.status?.containerStatuses?.[0]?.restartCount ?? 0) > 0;
  const isPrevious = isRestarted && pod.status?.containerStatuses?.[0]?.ready !== true;
  const source = { namespace, pod: pod.metadata.name, container };
  const lines = await readTail(session, source, { isPrevious, tailLines: OPERATOR_TAIL_LINES, signal });
  return { kind: "operator-log", pod: pod.metadata.name, lines };
}

/** @returns the names of those that there are; all of them where the cluster does not know the kind */
async function findGateways(
  session: ClusterSession,
  names: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const type = await session.findKind({ group: "networking.istio.io", kind: "Gateway" }, { signal });
  if (!type) return names;
  const found = await Promise.all(
    names.map(async full => {
      const [namespace = "", name = ""] = full.split("/");
      return (await unlessAbsent(session.get({ type, namespace, name }, { signal }))) ? [full] : [];
    }),
  );
  return found.flat();
}

function maskedEvent<T extends EventObject>(event: T): T {
  return event.message === undefined ? event : { ...event, message: maskCredentials(event.message) };
}

async function unlessAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isKubeError(error) && error.reason === "not-found") return undefined;
    throw error;
  }
}

async function ifAllowed<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isKubeError(error) && error.reason === "forbidden") return undefined;
    throw error;
  }
}
