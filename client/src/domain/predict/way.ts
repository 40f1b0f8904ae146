// The way from a request file's target to who answers.
import * as l10n from "@vscode/l10n";
import type { ValuePath } from "../deploy/plain.ts";
import type { DeploymentToAsk, PredictorToAsk } from "./ask.ts";
import type { RunnableCase } from "./cases.ts";
import type { Endpoint, HeaderToSend, Protocol, Route, Transport } from "./exchange.ts";
import { ingressPrefix, serviceRoute } from "./paths.ts";
import { problemAt, type RequestProblem } from "./request-problem.ts";

const TARGET: ValuePath = ["spec", "target"];

/** What is known once the target has been looked up. */
export interface Aim {
  readonly protocol: Protocol;
  readonly transport: Transport;
  readonly endpoint: Endpoint;
  readonly predictor: PredictorToAsk | undefined;
  readonly namespace: string | undefined;
}

export interface Way {
  readonly route: Route;
  readonly prefix: string;
  readonly headers: readonly HeaderToSend[];
  readonly isPastGateway: boolean;
}

/** The predictor's Service, the gateway with its prefix, or an address (seldon-facts §7.3). */
export function wayTo(
  { spec }: RunnableCase,
  ask: DeploymentToAsk | undefined,
  aim: Aim,
  gateway: Route | undefined,
): Way | RequestProblem {
  const { url, through, predictor, deployment } = spec.target;
  if (url !== undefined) return addressWay(url, deployment, aim);
  if (!ask) {
    const message =
      deployment === undefined
        ? l10n.t("Neither a deployment nor an address is named. Give `deployment` or `url`.")
        : l10n.t`There is no SeldonDeployment ${deployment}${aim.namespace === undefined ? "" : l10n.t` in ${aim.namespace}`}.`;
    return problemAt(deployment === undefined ? TARGET : [...TARGET, "deployment"], message);
  }
  if (!aim.predictor) {
    const known = ask.predictors.map(({ name }) => name).join(", ");
    return problemAt(
      [...TARGET, "predictor"],
      l10n.t`${ask.name} has no predictor ${predictor ?? ""}. It has: ${known}.`,
    );
  }
  if (aim.endpoint === "explain" && !aim.predictor.explainer) {
    return problemAt(
      [...TARGET, "endpoint"],
      l10n.t`The predictor ${aim.predictor.name} has no explainer with a type, so nothing explains its answers.`,
    );
  }
  if (through !== "ingress") {
    const route = serviceRoute(ask, aim.predictor, aim.endpoint, aim.transport, aim.namespace);
    return { route, prefix: "", headers: [], isPastGateway: false };
  }
  return ingressWay(ask, aim, gateway);
}

/** Text of a file is read by many, so an address holds no credentials. */
function addressWay(url: string, deployment: string | undefined, aim: Aim): Way | RequestProblem {
  const path = [...TARGET, "url"];
  if (!/^https?:\/\/[^/]/i.test(url)) {
    return problemAt(path, l10n.t("The address has to begin with http:// or https:// and a host."));
  }
  if (/^https?:\/\/[^/]*@/i.test(url)) {
    const message = l10n.t(
      "The address holds credentials, which would be in the file and in reports. Send them as a header whose value is a secret.",
    );
    return problemAt(path, message);
  }
  const headers = aim.transport === "grpc" ? gatewayMetadata(deployment, aim.namespace) : [];
  return { route: { kind: "url", url: url.replace(/\/+$/, "") }, prefix: "", headers, isPastGateway: true };
}

function ingressWay(ask: DeploymentToAsk, aim: Aim, gateway: Route | undefined): Way | RequestProblem {
  if (!gateway) {
    return problemAt(
      [...TARGET, "through"],
      l10n.t(
        "No gateway is known that leads to the deployment. Ask the Service instead (`through: service`), or give its address as `url`.",
      ),
    );
  }
  if (aim.namespace === undefined) {
    return problemAt(
      TARGET,
      l10n.t("The path at the gateway holds the deployment's namespace, which is not known. Give `namespace`."),
    );
  }
  const host =
    ask.ingressHost === undefined || ask.ingressHost === "*" ? [] : [{ name: "Host", text: ask.ingressHost }];
  const metadata = aim.transport === "grpc" ? gatewayMetadata(ask.name, aim.namespace) : [];
  const prefix = ingressPrefix(ask.name, aim.namespace, aim.endpoint, aim.predictor?.name);
  return { route: gateway, prefix, headers: [...host, ...metadata], isPastGateway: aim.endpoint !== "explain" };
}

/** By these a gateway knows where a gRPC call belongs (seldon-facts §5.5, §7.3). */
function gatewayMetadata(deployment: string | undefined, namespace: string | undefined): HeaderToSend[] {
  if (deployment === undefined || namespace === undefined) return [];
  return [
    { name: "seldon", text: deployment },
    { name: "namespace", text: namespace },
  ];
}
