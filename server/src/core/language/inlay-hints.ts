// What a manifest leaves unsaid, for the place where it would stand: shares, ports, budgets, replicas that count, addresses.
import * as l10n from "@vscode/l10n";
import {
  isTemplated,
  MAX_NAME_LENGTH,
  podContainers,
  PORTS,
  probeBudget,
  probeNumbers,
  type ComponentSpec,
  type Container,
  type Deployment,
  type Predictor,
  type Unit,
} from "../model/index.ts";
import type { Cursor, Range, YamlStream } from "../yaml/index.ts";
import { deploymentsOf } from "./documents.ts";
import { trafficHints } from "./inlay-traffic.ts";

/** Each can be switched off by itself. */
export const INLAY_HINT_KINDS = ["traffic", "probeBudget", "port", "replicas", "serviceUrl"] as const;
export type InlayHintKind = (typeof INLAY_HINT_KINDS)[number];

/** A hint behind an offset of a document. */
export interface HintAt {
  readonly at: number;
  readonly label: string;
  /** A sentence. */
  readonly tooltip: string;
}

const MAKERS: Readonly<Record<InlayHintKind, (deployment: Deployment) => readonly HintAt[]>> = {
  traffic: trafficHints,
  probeBudget: budgetHints,
  port: portHints,
  replicas: replicaHints,
  serviceUrl: urlHints,
};

/** The hints of these kinds in a range of the file, with offsets of the file. */
export function inlayHintsOf(stream: YamlStream, range: Range, kinds: ReadonlySet<InlayHintKind>): readonly HintAt[] {
  const makers = [...kinds].map(kind => MAKERS[kind]);
  return stream.documents.flatMap(({ document, offset }) => {
    if (offset > range.end || offset + document.text.length < range.start) return [];
    return deploymentsOf(document)
      .flatMap(deployment => makers.flatMap(make => make(deployment)))
      .map(hint => ({ ...hint, at: hint.at + offset }))
      .filter(({ at }) => range.start <= at && at <= range.end);
  });
}

/** Seconds until a container that does not answer is killed, beside the probe that says so (S16). */
function budgetHints({ predictors }: Deployment): readonly HintAt[] {
  return predictors
    .flatMap(predictor => predictor.containers)
    .flatMap(container => [
      ...budgetHint(container, "startupProbe", l10n.t("to start")),
      ...budgetHint(
        container,
        "livenessProbe",
        container.at.key("startupProbe").map ? l10n.t("after that") : l10n.t("to start"),
      ),
    ]);
}

function budgetHint(container: Container, field: string, until: string): readonly HintAt[] {
  const probe = container.at.key(field);
  const numbers = probe.map && !probe.shared ? probeNumbers(probe) : undefined;
  const key = probe.entry?.key;
  if (!numbers || !key) return [];
  const { initialDelaySeconds, periodSeconds, failureThreshold } = numbers;
  const tooltip = l10n.t`initialDelaySeconds ${initialDelaySeconds} + periodSeconds ${periodSeconds} × failureThreshold ${failureThreshold}. A container that has not answered by then is killed and started again.`;
  return [{ at: key.end + 1, label: `${probeBudget(numbers)} s ${until}`, tooltip }];
}

/** The ports that the operator hands out, beside the names of units whose containers name none (seldon-facts §2.4). */
function portHints(deployment: Deployment): readonly HintAt[] {
  const tooltip = l10n.t(
    "The operator counts these ports over all containers of the deployment. A container gets them in PREDICTIVE_UNIT_HTTP_SERVICE_PORT and PREDICTIVE_UNIT_GRPC_SERVICE_PORT.",
  );
  return (podContainers(deployment) ?? []).flatMap(({ unit, ports }) => {
    const given = ports.filter(port => port.written === undefined && port.name !== "metrics");
    const label = given.map(port => `${port.name} ${port.number}`).join(", ");
    return unit && given.length > 0 ? behind(unit.at.key("name"), label, tooltip) : [];
  });
}

/** The number that counts, beside each that does not (seldon-facts §5.7). */
function replicaHints(deployment: Deployment): readonly HintAt[] {
  const areAllBeaten = deployment.predictors.every(predictor => winnersFor(predictor) !== undefined);
  const winners = deployment.predictors.flatMap(predictor => winnersFor(predictor) ?? []);
  return [
    ...(areAllBeaten ? beaten(deployment.spec.key("replicas"), winners) : []),
    ...deployment.predictors.flatMap(predictor => [
      ...beaten(predictor.at.key("replicas"), winnersInSpecs(predictor) ?? []),
      ...predictor.componentSpecs.flatMap(spec => {
        const autoscaler = autoscalerOf(spec);
        return autoscaler === undefined ? [] : beaten(spec.at.key("replicas"), [autoscaler]);
      }),
    ]),
  ];
}

/** In words, what counts for a predictor instead of `spec.replicas`; undefined where that does. */
function winnersFor(predictor: Predictor): readonly string[] | undefined {
  const own = numberOf(predictor.at.key("replicas"), l10n.t`predictor ${predictor.name ?? predictor.index + 1}`);
  return winnersInSpecs(predictor) ?? (own === undefined ? undefined : [own]);
}

/** What counts instead of the predictor's number; undefined where some pod follows that. */
function winnersInSpecs({ componentSpecs }: Predictor): readonly string[] | undefined {
  const winners = componentSpecs.map(spec => autoscalerOf(spec) ?? numberOf(spec.at.key("replicas"), "componentSpecs"));
  const known = winners.filter(winner => winner !== undefined);
  return winners.length > 0 && known.length === winners.length ? known : undefined;
}

function autoscalerOf({ at }: ComponentSpec): string | undefined {
  const [keda, hpa] = [at.key("kedaSpec"), at.key("hpaSpec")];
  const limits = (map: Cursor, least: string, most: string): string =>
    l10n.t`${map.key(least).integer() ?? 1} to ${map.key(most).integer() ?? "?"}`;
  if (keda.map) return l10n.t`kedaSpec has ${limits(keda, "minReplicaCount", "maxReplicaCount")}`;
  return hpa.map && l10n.t`hpaSpec has ${limits(hpa, "minReplicas", "maxReplicas")}`;
}

function numberOf(at: Cursor, where: string): string | undefined {
  const number = at.integer();
  return number === undefined ? undefined : l10n.t`${where} has ${number}`;
}

function beaten(at: Cursor, winners: readonly string[]): readonly HintAt[] {
  if (winners.length === 0 || at.integer() === undefined) return [];
  const tooltip = l10n.t(
    "The operator takes the number nearest to the pods: an autoscaler's, else that of componentSpecs, of the predictor, of spec.",
  );
  return behind(at, l10n.t`does not count: ${[...new Set(winners)].join(", ")}`, tooltip);
}

/** The address inside of the cluster, beside the names of predictors (seldon-facts §1.8, §5.1). */
function urlHints(deployment: Deployment): readonly HintAt[] {
  const { namespace } = deployment;
  return deployment.predictors.flatMap(predictor => {
    const service = serviceOf(predictor);
    if (service === undefined) return [];
    const scheme = predictor.at.key("ssl").map ? "https" : "http";
    const port = predictor.hasNoExecutor ? PORTS.unitHttp : PORTS.executorHttp;
    const host = namespace === undefined || isTemplated(namespace) ? service : `${service}.${namespace}`;
    const label = `${scheme}://${host}:${port}`;
    const tooltip = l10n.t`Requests from within the cluster go to ${label}${predictionPath(predictor.graph)}`;
    return behind(predictor.at.key("name"), label, tooltip);
  });
}

/** Undefined where it is a hash, which says nothing, or a template decides. */
function serviceOf(predictor: Predictor): string | undefined {
  const { name: deployment } = predictor.deployment;
  if (deployment === undefined || predictor.name === undefined) return undefined;
  const annotated = predictor.at.key("annotations").key("seldon.io/svc-name").string();
  const name = annotated ?? `${deployment}-${predictor.name}`;
  return isTemplated(name) || name.length > MAX_NAME_LENGTH ? undefined : name;
}

function predictionPath(root: Unit | undefined): string {
  const name = root?.name ?? "<unit>";
  switch (root?.deployment.protocol) {
    case "v2":
      return `/v2/models/${name}/infer`;
    case "tensorflow":
      return `/v1/models/${name}:predict`;
    default:
      return "/api/v1.0/predictions";
  }
}

function behind(at: Cursor, label: string, tooltip: string): readonly HintAt[] {
  const range = at.exists && !at.shared ? at.valueRange() : undefined;
  return range ? [{ at: range.end, label, tooltip }] : [];
}
