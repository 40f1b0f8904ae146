// Kinds of Istio, Ambassador and KEDA, as far as the operator writes them and the ingress gateway reads them.
import type { KubeObject } from "./objects.ts";

export interface VirtualService extends KubeObject {
  spec: {
    hosts: string[];
    gateways?: string[];
    http?: HttpRoute[];
  };
}

export interface HttpRoute {
  match?: HttpMatch[];
  rewrite?: { uri?: string };
  route?: RouteDestination[];
  /** A copy of each request goes here; nobody waits for its answer. */
  mirror?: Destination;
  /** Per cent; absent means all. */
  mirrorPercentage?: { value: number };
  retries?: { attempts: number; perTryTimeout?: string; retryOn?: string };
}

export interface HttpMatch {
  uri?: StringMatch;
  headers?: Record<string, StringMatch>;
}

export interface StringMatch {
  exact?: string;
  prefix?: string;
  regex?: string;
}

export interface RouteDestination {
  destination: Destination;
  weight?: number;
}

export interface Destination {
  host: string;
  /** The name of a subset in the host's DestinationRule. */
  subset?: string;
  port?: { number: number };
}

export interface DestinationRule extends KubeObject {
  spec: {
    host: string;
    subsets?: { name: string; labels?: Record<string, string> }[];
    trafficPolicy?: unknown;
  };
}

/** `getambassador.io/v2`. */
export interface Mapping extends KubeObject {
  spec: {
    prefix: string;
    prefix_regex?: boolean;
    rewrite?: string;
    service: string;
    timeout_ms?: number;
    headers?: Record<string, string>;
    regex_headers?: Record<string, string>;
    grpc?: boolean;
    weight?: number;
    shadow?: boolean;
    [field: string]: unknown;
  };
}

/** KEDA's, `keda.sh/v1alpha1`. */
export interface ScaledObject extends KubeObject {
  spec: {
    scaleTargetRef: { apiVersion?: string; kind?: string; name: string };
    triggers: unknown[];
    [field: string]: unknown;
  };
  status?: { conditions?: { type: string; status: string }[] };
}
