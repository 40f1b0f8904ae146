// What a SeldonDeployment becomes, while it is built.
import type { DestinationRule, Mapping, ScaledObject, VirtualService } from "../kubernetes/ingress-types.ts";
import type { ServiceStatus } from "../kubernetes/seldon-types.ts";
import type {
  Deployment,
  HorizontalPodAutoscaler,
  PodDisruptionBudget,
  Secret,
  Service,
} from "../kubernetes/workload-types.ts";
import type { OperatorConfig } from "./config.ts";
import type { DefaultedDeployment } from "./defaults.ts";

export interface Components {
  readonly deployments: Deployment[];
  readonly services: Service[];
  readonly autoscalers: HorizontalPodAutoscaler[];
  readonly scaledObjects: ScaledObject[];
  readonly disruptionBudgets: PodDisruptionBudget[];
  readonly virtualServices: VirtualService[];
  readonly destinationRules: DestinationRule[];
  readonly mappings: Mapping[];
  /** `status.serviceStatus` once a Service exists, by its name. */
  readonly serviceDetails: Record<string, ServiceStatus>;
  /** Of the first predictor's first component: its replicas are those of the status. */
  firstDeployment: string | undefined;
  /** `status.address.url`. */
  address: string;
}

/** What building needs to know besides the manifest. */
export interface BuildContext {
  readonly sdep: DefaultedDeployment;
  readonly namespace: string;
  readonly config: OperatorConfig;
  /** Secrets that the namespace's service accounts list, by account. */
  readonly accountSecrets: ReadonlyMap<string, readonly Secret[]>;
}

export function emptyComponents(): Components {
  return {
    deployments: [],
    services: [],
    autoscalers: [],
    scaledObjects: [],
    disruptionBudgets: [],
    virtualServices: [],
    destinationRules: [],
    mappings: [],
    serviceDetails: {},
    firstDeployment: undefined,
    address: "",
  };
}

/** Adds labels to a Deployment and its pods. */
export function addPodLabels(deployment: Deployment, labels: Readonly<Record<string, string>>): void {
  deployment.metadata.labels = { ...deployment.metadata.labels, ...labels };
  const metadata = deployment.spec.template.metadata;
  deployment.spec.template.metadata = { ...metadata, labels: { ...metadata?.labels, ...labels } };
}

/** Adds a label to a Deployment, its pods, and what it selects them by. */
export function addSelectorLabel(deployment: Deployment, key: string, value: string): void {
  addPodLabels(deployment, { [key]: value });
  const { selector } = deployment.spec;
  deployment.spec.selector = { ...selector, matchLabels: { ...selector.matchLabels, [key]: value } };
}
