// The Seldon operator 1.17.1 as a client of an API server, the playground's or a real one.
import { createClock, type Clock } from "../kubernetes/clock.ts";
import type { ClusterClient } from "../kubernetes/cluster-client.ts";
import { controllerKeyOf, keysFrom, runController, type KeySource } from "../kubernetes/controller.ts";
import { createEventRecorder } from "../kubernetes/events.ts";
import type { KubeObject, ResourceType } from "../kubernetes/objects.ts";
import { keyOf, splitKey } from "../kubernetes/resource-path.ts";
import {
  configMaps,
  deployments,
  mappings,
  seldonDeployments,
  services,
  virtualServices,
} from "../kubernetes/resource-types.ts";
import { getServed, isServed } from "./apply-object.ts";
import { configMapName, operatorConfig, operatorNamespace, withConfigMap, type OperatorConfig } from "./config.ts";
import { reconcile } from "./reconcile.ts";

export interface OperatorOptions {
  /** Closed by whoever made it, after the operator. */
  readonly client: ClusterClient;
  readonly clock: Clock;
  readonly ingress: OperatorConfig["ingress"];
  /** Looks after this namespace only, instead of all that no other operator has. */
  readonly namespace?: string;
  /** Differences from Helm's defaults. The cluster's ConfigMap `seldon-config` comes before them. */
  readonly config?: Partial<OperatorConfig>;
  /** Lines of its log. */
  readonly log?: (line: string) => void;
  /** Told of passes that failed; they are tried again. */
  readonly report?: (problem: string) => void;
}

export interface Operator {
  /** Ends the watches' work; resolves when the pass at hand has ended. */
  close(): Promise<void>;
}

/** Resolves once the operator runs. Kinds that the cluster does not serve are neither watched nor needed until one is wanted. */
export async function startOperator(options: OperatorOptions): Promise<Operator> {
  const { client, clock } = options;
  const base = operatorConfig({ ...options.config, ingress: options.ingress });
  const report = options.report ?? (() => undefined);
  // What is written into the API is of the wall clock, as the API server's own times are: clients count ages from them.
  const wallClock = createClock(1);
  const recorder = createEventRecorder({ client, clock: wallClock, component: "seldon-controller-manager", report });
  const stop = new AbortController();
  const running = runController({
    name: "seldon-controller-manager",
    client,
    clock,
    signal: stop.signal,
    watches: await watchesOf(options),
    // The real one works on one at a time, but reads from a cache; ours waits for an answer each time it looks.
    workers: 5,
    report,
    reconcile: async key => {
      const { name, namespace } = splitKey(key);
      const configMap = await getServed(client, configMaps, configMapName, operatorNamespace);
      const config = withConfigMap(base, configMap);
      const log = options.log ?? (() => undefined);
      const context = { client, clock: wallClock, recorder, config, log, namespace: options.namespace };
      await reconcile(context, name, namespace);
      return undefined;
    },
  });
  return {
    close: () => {
      stop.abort(new Error("The operator was stopped."));
      return running;
    },
  };
}

async function watchesOf(options: OperatorOptions): Promise<KeySource[]> {
  const isWatched = (object: KubeObject): boolean =>
    options.namespace === undefined || object.metadata.namespace === options.namespace;
  const owned = <T extends KubeObject>(type: ResourceType<T>): KeySource =>
    keysFrom(type, object => (isWatched(object) ? controllerKeyOf(object, "SeldonDeployment") : []));
  const watches = [
    keysFrom(seldonDeployments, sdep => (isWatched(sdep) ? [keyOf(sdep)] : [])),
    owned(deployments),
    owned(services),
  ];
  if (options.ingress === "istio" && (await isServed(options.client, virtualServices))) {
    watches.push(owned(virtualServices));
  }
  if (options.ingress === "ambassador" && (await isServed(options.client, mappings))) watches.push(owned(mappings));
  return watches;
}
