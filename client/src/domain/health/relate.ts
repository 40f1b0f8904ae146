// Makes the tree of a SeldonDeployment out of the listed objects.
import { containerRole, EXECUTOR_CONTAINER, unitOfContainer } from "./container-role.ts";
import type {
  ClusterObjects,
  ContainerSpec,
  ContainerStatus,
  DeploymentObject,
  PodObject,
  PredictorSpec,
  ReplicaSetObject,
  SeldonDeploymentObject,
  UnitSpec,
} from "./objects.ts";
import { indexObjects, serviceName, type OwnerIndex } from "./owners.ts";
import type {
  ContainerNode,
  PodNode,
  PredictorNode,
  SeldonDeploymentNode,
  UnitNode,
  WorkloadNode,
  WorkloadRole,
} from "./tree.ts";

/** The trees of all SeldonDeployments that were listed, in their order. */
export function relate(objects: ClusterObjects): SeldonDeploymentNode[] {
  const index = indexObjects(objects);
  return objects.seldonDeployments.map(deployment => relateOne(deployment, index));
}

/** The tree of one, for when only its objects have changed. */
export function relateOne(deployment: SeldonDeploymentObject, index: OwnerIndex): SeldonDeploymentNode {
  const specs = deployment.spec?.predictors ?? [];
  const workloads = index.workloadsOf(deployment).map(object => {
    const predictor = predictorOf(object, deployment, specs);
    return { predictor, node: workloadNode(object, predictor, index) };
  });
  const of = (predictor: PredictorSpec | undefined): WorkloadNode[] =>
    workloads.filter(workload => workload.predictor === predictor).map(workload => workload.node);
  return {
    kind: "seldon-deployment",
    object: deployment,
    predictors: specs.map(spec => predictorNode(spec, of(spec))),
    orphans: of(undefined),
    routes: index.routesOf(deployment),
    services: index.servicesOf(deployment),
    events: index.eventsOf("SeldonDeployment", deployment.metadata),
    knowsWorkloads: index.knowsWorkloads,
  };
}

/** A graph's units, parents before their children. */
export function unitsOf(predictor: PredictorSpec | undefined): UnitSpec[] {
  const walk = (unit: UnitSpec): UnitSpec[] => [unit, ...(unit.children ?? []).flatMap(walk)];
  return predictor?.graph ? walk(predictor.graph) : [];
}

function predictorNode(spec: PredictorSpec, workloads: readonly WorkloadNode[]): PredictorNode {
  return { kind: "predictor", spec, root: spec.graph && unitNode(spec.graph, workloads, unitsOf(spec)), workloads };
}

function unitNode(spec: UnitSpec, workloads: readonly WorkloadNode[], units: readonly UnitSpec[]): UnitNode {
  return {
    kind: "unit",
    spec,
    children: (spec.children ?? []).map(child => unitNode(child, workloads, units)),
    workloads: workloads.filter(
      ({ role, object }) =>
        role === "component" &&
        object.spec?.template?.spec?.containers?.some(({ name }) => unitOfContainer(name, units) === spec.name),
    ),
  };
}

/**
 * Names cannot be trusted: they are hashed when long, and `a-b` may be a predictor beside `a` (seldon-facts §5.1). So:
 * the executor's own argument, the wrapper's variable, the Service's name, the label `version`, then the name.
 */
function predictorOf(
  workload: DeploymentObject,
  deployment: SeldonDeploymentObject,
  specs: readonly PredictorSpec[],
): PredictorSpec | undefined {
  const { name, labels = {} } = workload.metadata;
  const containers = workload.spec?.template?.spec?.containers ?? [];
  const told = containers.map(predictorArgument).find(argument => argument !== undefined);
  if (told !== undefined) return specs.find(spec => spec.name === told);
  const services = [labels["seldon-app"], labels["seldon-deployment-id"]];
  const byService = specs.find(spec => services.includes(serviceName(deployment.metadata.name, spec)));
  if (byService) return byService;
  const byVersion = specs.filter(spec => (spec.labels?.["version"] ?? spec.name) === labels["version"]);
  if (byVersion.length === 1) return byVersion[0];
  return specs
    .filter(spec => name.startsWith(`${deployment.metadata.name}-${spec.name}-`))
    .sort((a, b) => b.name.length - a.name.length)[0];
}

/** What the operator tells the executor in its arguments, and other containers in `PREDICTOR_ID` (seldon-facts §2.4). */
function predictorArgument(container: ContainerSpec): string | undefined {
  if (container.name !== EXECUTOR_CONTAINER) return container.env?.find(({ name }) => name === "PREDICTOR_ID")?.value;
  const args = container.args ?? [];
  const at = args.indexOf("--predictor");
  return at < 0 ? undefined : args[at + 1];
}

function workloadNode(object: DeploymentObject, predictor: PredictorSpec | undefined, index: OwnerIndex): WorkloadNode {
  const role = workloadRole(object);
  const replicaSets = index.replicaSetsOf(object);
  const [newest] = replicaSets;
  const pods = index
    .podsOf(object, replicaSets)
    .map(pod => podNode(pod, role, isOfNewest(pod, newest), predictor, index))
    .sort((a, b) => Number(b.isNewest) - Number(a.isNewest));
  return {
    kind: "workload",
    role,
    object,
    newest,
    replicaSets,
    pods,
    events: [
      ...index.eventsOf("Deployment", object.metadata),
      ...replicaSets.flatMap(set => index.eventsOf("ReplicaSet", set.metadata)),
    ],
  };
}

/** The explainer's label lands on other Deployments, too; its container has the Deployment's name (seldon-facts §5.1, §5.2). */
function workloadRole({ metadata, spec }: DeploymentObject): WorkloadRole {
  const names = (spec?.template?.spec?.containers ?? []).map(container => container.name);
  if (metadata.labels?.["seldon.io/explainer"] === "true" && names.includes(metadata.name)) return "explainer";
  return names.length > 0 && names.every(name => name === EXECUTOR_CONTAINER) ? "executor" : "component";
}

/** Where ReplicaSets may not be read, all pods count as the newest. */
function isOfNewest(pod: PodObject, newest: ReplicaSetObject | undefined): boolean {
  return !newest || (pod.metadata.ownerReferences ?? []).some(reference => reference.uid === newest.metadata.uid);
}

function podNode(
  object: PodObject,
  role: WorkloadRole,
  isNewest: boolean,
  predictor: PredictorSpec | undefined,
  index: OwnerIndex,
): PodNode {
  const units = unitsOf(predictor);
  const names = new Set(units.map(unit => unit.name));
  const make = (isInit: boolean, statuses: readonly ContainerStatus[] | undefined) => {
    return (spec: ContainerSpec): ContainerNode => {
      const unit = unitOfContainer(spec.name, units);
      const status = statuses?.find(({ name }) => name === spec.name);
      return {
        kind: "container",
        name: spec.name,
        role: containerRole(spec.name, isInit && spec.restartPolicy !== "Always", names, role === "explainer"),
        isInit: isInit && spec.restartPolicy !== "Always",
        ...(unit === undefined ? {} : { unit }),
        spec,
        ...(status === undefined ? {} : { status }),
      };
    };
  };
  return {
    kind: "pod",
    object,
    isNewest,
    containers: [
      ...(object.spec?.initContainers ?? []).map(make(true, object.status?.initContainerStatuses)),
      ...(object.spec?.containers ?? []).map(make(false, object.status?.containerStatuses)),
    ],
    events: index.eventsOf("Pod", object.metadata),
  };
}
