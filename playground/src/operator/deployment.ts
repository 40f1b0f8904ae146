// The Deployment of a componentSpec or of an explainer, before servers and executor are added (seldon-facts §2.4, §5.8).
import type { PodSpec, Volume } from "../kubernetes/pod-types.ts";
import type { PredictorSpec, SeldonPodSpec } from "../kubernetes/seldon-types.ts";
import type { Deployment } from "../kubernetes/workload-types.ts";
import { SCENARIO_ANNOTATION } from "../scenarios/index.ts";
import type { BuildContext } from "./components.ts";
import { podInfoMount } from "./defaults.ts";
import { seldonDeploymentId } from "./names.ts";

/** Where containers show their metrics. */
export const metricsPath = "/prometheus";

export interface DeploymentOptions {
  readonly name: string;
  readonly predictor: PredictorSpec;
  readonly podSpec: SeldonPodSpec;
  /** Prometheus is told of all pods but explainers'. */
  readonly hasMetrics: boolean;
}

/** Shares the containers with the componentSpec: what is added to them later is what the executor is told, too. */
export function createDeployment(context: BuildContext, options: DeploymentOptions): Deployment {
  const { sdep, namespace } = context;
  const { name, predictor, podSpec } = options;
  const id = seldonDeploymentId(sdep);
  const written = { ...sdep.spec.annotations, ...predictor.annotations, ...podSpec.metadata?.annotations };
  const given = { ...scenarioOf(sdep), ...written };
  const forMetrics = { "prometheus.io/path": metricsPath, "prometheus.io/scrape": "true" };
  const labels = {
    "seldon-deployment-id": id,
    app: name,
    fluentd: "true",
    ...predictor.labels,
    ...podSpec.metadata?.labels,
  };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace, labels, annotations: { ...given } },
    spec: {
      selector: { matchLabels: { "seldon-deployment-id": id } },
      template: {
        metadata: { labels: { ...labels }, annotations: { ...(options.hasMetrics ? forMetrics : {}), ...given } },
        spec: podTemplateSpec(context, podSpec),
      },
      strategy: rollingUpdate(),
      ...(predictor.progressDeadlineSeconds === undefined
        ? {}
        : { progressDeadlineSeconds: predictor.progressDeadlineSeconds }),
    },
  };
}

/** The only annotation of the metadata that pods get: the real operator hands none of them on (failure-modes F71). */
function scenarioOf({ metadata }: BuildContext["sdep"]): Readonly<Record<string, string>> {
  const asked = metadata.annotations?.[SCENARIO_ANNOTATION];
  return asked === undefined ? {} : { [SCENARIO_ANNOTATION]: asked };
}

/** Written as a percentage that serialises as 0: an update needs room for one pod more (seldon-facts §5.8). */
export function rollingUpdate(): NonNullable<Deployment["spec"]["strategy"]> {
  return { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0 } };
}

function podTemplateSpec(context: BuildContext, podSpec: SeldonPodSpec): PodSpec {
  const given: PodSpec = { containers: [], ...podSpec.spec };
  const volumes = given.volumes ?? [];
  const hasPodInfo = volumes.some(volume => volume.name === podInfoMount.name);
  const user = context.config.userId;
  return {
    ...given,
    containers: [...given.containers],
    ...(given.initContainers ? { initContainers: [...given.initContainers] } : {}),
    volumes: hasPodInfo ? [...volumes] : [...volumes, podInfoVolume()],
    restartPolicy: given.restartPolicy ?? "Always",
    dnsPolicy: given["dnsPolicy"] ?? "ClusterFirst",
    schedulerName: given["schedulerName"] ?? "default-scheduler",
    securityContext: given["securityContext"] ?? (user === undefined ? {} : { runAsUser: user }),
    terminationGracePeriodSeconds: given.terminationGracePeriodSeconds ?? 20,
  };
}

/** The pod's annotations as a file, for executor and wrapper. */
export function podInfoVolume(): Volume {
  const fieldRef = { apiVersion: "v1", fieldPath: "metadata.annotations" };
  return { name: podInfoMount.name, downwardAPI: { items: [{ path: "annotations", fieldRef }], defaultMode: 420 } };
}
