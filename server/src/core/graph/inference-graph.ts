// The inference graphs of a file, each unit with what serves it and what is wrong with it: what a picture of them shows.
import * as l10n from "@vscode/l10n";
import type { Severity } from "../../../../schemas/src/index.ts";
import type { LintFinding } from "../lint/index.ts";
import {
  Deployment,
  isSeldonDeployment,
  podContainers,
  resourcesOf,
  type Predictor,
  type Unit,
} from "../model/index.ts";
import type { Cursor, Range, YamlStream } from "../yaml/index.ts";

export interface GraphProblem {
  readonly severity: Severity;
  readonly message: string;
}

/** Offsets are the file's. */
interface GraphPart {
  readonly problems: readonly GraphProblem[];
  readonly range: Range;
}

export interface GraphUnit extends GraphPart {
  /** Tells the place in the graph: index of the predictor, then the index of each child on the way. */
  readonly id: string;
  readonly parent: string | null;
  readonly name: string;
  readonly role: string;
  readonly server: string | null;
  readonly image: string | null;
  readonly modelUri: string | null;
  readonly port: number | null;
}

export interface GraphPredictor extends GraphPart {
  readonly id: string;
  readonly name: string;
  readonly isShadow: boolean;
  /** Percent; null for shadows. */
  readonly share: number | null;
  readonly shareWords: string;
  readonly replicas: number | null;
  readonly explainer: string | null;
  readonly units: readonly GraphUnit[];
}

export interface GraphDeployment extends GraphPart {
  readonly name: string;
  readonly namespace: string | null;
  readonly protocol: string;
  readonly predictors: readonly GraphPredictor[];
}

/** @param findings of the same text; each goes to the smallest part that it stands in */
export function inferenceGraphs(stream: YamlStream, findings: readonly LintFinding[]): readonly GraphDeployment[] {
  return stream.documents.flatMap(({ document, offset }) =>
    resourcesOf(document)
      .filter(isSeldonDeployment)
      .map(resource => graphOf(new Deployment(resource), offset, findings)),
  );
}

function graphOf(deployment: Deployment, offset: number, findings: readonly LintFinding[]): GraphDeployment {
  const places = placesOf(deployment, offset);
  const problems = new Map<object, GraphProblem[]>();
  for (const { range, severity, message } of findings) {
    const owner = ownerOf(range, places);
    if (!owner) continue;
    const known = problems.get(owner);
    if (known) known.push({ severity, message });
    else problems.set(owner, [{ severity, message }]);
  }
  const part = (owner: Deployment | Predictor | Unit): GraphPart => ({
    problems: problems.get(owner) ?? [],
    range: inFile(owner.at.valueRange() ?? owner.at.range(), offset),
  });
  return {
    ...part(deployment),
    name: deployment.name ?? l10n.t("unnamed"),
    namespace: deployment.namespace ?? null,
    protocol: deployment.protocol ?? "unknown",
    predictors: deployment.predictors.map(predictor => predictorOf(predictor, part)),
  };
}

type PartOf = (owner: Predictor | Unit) => GraphPart;

function predictorOf(predictor: Predictor, part: PartOf): GraphPredictor {
  const explainer = predictor.explainer.map ? (predictor.explainer.key("type").string() ?? "explainer") : null;
  return {
    ...part(predictor),
    id: String(predictor.index),
    name: predictor.name ?? l10n.t`predictor ${predictor.index + 1}`,
    isShadow: predictor.isShadow,
    ...shareOf(predictor),
    replicas: predictor.at.key("replicas").integer() ?? predictor.deployment.spec.key("replicas").integer() ?? null,
    explainer,
    units: predictor.units.map(unit => unitOf(unit, part)),
  };
}

/** A single predictor gets everything, shadows get copies and count in no sum (seldon-facts §1.3, §2.2 R20–R22). */
function shareOf(predictor: Predictor): Pick<GraphPredictor, "share" | "shareWords"> {
  const { traffic, isShadow } = predictor;
  if (isShadow) {
    const words =
      traffic !== undefined && traffic > 0 ? l10n.t`shadow: copies of ${traffic} %` : l10n.t("shadow: copies only");
    return { share: null, shareWords: words };
  }
  const live = predictor.deployment.predictors.filter(other => !other.isShadow);
  if (live.length === 1) return { share: 100, shareWords: l10n.t("all traffic") };
  const share = traffic ?? 0;
  return {
    share,
    shareWords: traffic === undefined ? l10n.t("0 %, as traffic is not set") : l10n.t`${share} % of traffic`,
  };
}

function unitOf(unit: Unit, part: PartOf): GraphUnit {
  const ports = podContainers(unit.deployment)?.find(container => container.unit === unit)?.ports ?? [];
  return {
    ...part(unit),
    id: idOf(unit),
    parent: unit.parent ? idOf(unit.parent) : null,
    name: unit.name ?? l10n.t("unnamed"),
    role: roleOf(unit),
    server: unit.isPrepackaged ? (unit.implementation ?? null) : null,
    image: unit.container?.image ?? null,
    modelUri: unit.modelUri.string() ?? null,
    port: ports.find(({ name }) => name === "http")?.number ?? null,
  };
}

function idOf(unit: Unit): string {
  if (!unit.parent) return `${unit.predictor.index}/0`;
  return `${idOf(unit.parent)}.${unit.parent.children.indexOf(unit)}`;
}

/** What the executor does with each type (seldon-facts §7.6). */
const ROLES: ReadonlyMap<string, string> = new Map([
  ["MODEL", l10n.t("model")],
  ["ROUTER", l10n.t("router")],
  ["COMBINER", l10n.t("combiner")],
  ["TRANSFORMER", l10n.t("input transformer")],
  ["OUTPUT_TRANSFORMER", l10n.t("output transformer")],
]);

function roleOf(unit: Unit): string {
  if (unit.implementation === "RANDOM_ABTEST") return l10n.t("random A/B test");
  const known = unit.type === undefined ? undefined : ROLES.get(unit.type);
  if (known !== undefined) return known;
  if (unit.isPrepackaged) return l10n.t("model");
  return unit.type === undefined || unit.type === "" ? l10n.t("no type") : unit.type;
}

interface Place {
  readonly owner: Deployment | Predictor | Unit;
  readonly range: Range;
}

/** Containers speak for the unit that they serve. */
function placesOf(deployment: Deployment, offset: number): readonly Place[] {
  const place = (owner: Place["owner"], at: Cursor): Place => ({
    owner,
    range: inFile(at.valueRange() ?? at.range(), offset),
  });
  return [
    place(deployment, deployment.at),
    ...deployment.predictors.map(predictor => place(predictor, predictor.at)),
    ...deployment.units.map(unit => place(unit, unit.at)),
    ...deployment.units.flatMap(unit => (unit.container ? [place(unit, unit.container.at)] : [])),
  ];
}

function ownerOf(range: Range, places: readonly Place[]): Place["owner"] | undefined {
  const around = places.filter(place => place.range.start <= range.start && range.end <= place.range.end);
  const size = ({ range: { start, end } }: Place): number => end - start;
  return around.reduce<Place | undefined>(
    (smallest, place) => (smallest && size(smallest) <= size(place) ? smallest : place),
    undefined,
  )?.owner;
}

function inFile({ start, end }: Range, offset: number): Range {
  return { start: start + offset, end: end + offset };
}
