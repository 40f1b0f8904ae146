// What Seldon Core makes of the value under the cursor: servers, initializer, traffic, probes, generated names.
import type { Deployment, Predictor, SeldonFacts, Unit } from "../model/index.ts";
import type { Path, Range, YamlDocument } from "../yaml/index.ts";
import { deploymentsOf } from "./documents.ts";
import { describeProbe, isProbe } from "./hover-probe.ts";
import { describeProtocol } from "./hover-protocol.ts";
import { describeTraffic } from "./hover-traffic.ts";
import { describeUnitField } from "./hover-unit.ts";
import { placeAt } from "./place.ts";

export interface HoverText {
  /** Offsets in the document. */
  readonly range: Range;
  readonly markdown: string;
}

/** What is worth knowing of Seldon at an offset of a document; undefined where there is nothing to add to the field's description. */
export function hoverAt(document: YamlDocument, offset: number, facts: SeldonFacts): HoverText | undefined {
  const place = placeAt(document, offset);
  if (!place) return undefined;
  for (const deployment of deploymentsOf(document)) {
    const path = below(deployment.at.path, place.path);
    const markdown = path && describe(deployment, path, facts);
    if (markdown !== undefined) return { range: { start: place.range.start, end: place.range.end }, markdown };
  }
  return undefined;
}

function describe(deployment: Deployment, path: Path, facts: SeldonFacts): string | undefined {
  const [spec, list, index, ...rest] = path;
  if (spec !== "spec") return undefined;
  if (list === "protocol") return describeProtocol(deployment, facts);
  const predictor = list === "predictors" && typeof index === "number" ? deployment.predictors[index] : undefined;
  return predictor && describeInPredictor(predictor, rest, facts);
}

function describeInPredictor(predictor: Predictor, path: Path, facts: SeldonFacts): string | undefined {
  const [field] = path;
  if (field === "traffic" || field === "shadow") return describeTraffic(predictor, field);
  if (field === "graph") return describeInGraph(predictor, path, facts);
  if (field === "componentSpecs") return describeInPod(predictor, path, facts);
  return undefined;
}

function describeInGraph(predictor: Predictor, path: Path, facts: SeldonFacts): string | undefined {
  let depth = 1;
  while (path[depth] === "children" && typeof path[depth + 1] === "number") depth += 2;
  const at = predictor.at.at(...path.slice(0, depth)).path;
  const unit = predictor.units.find(candidate => isSame(candidate.at.path, at));
  return unit && describeUnitField(unit, path.slice(depth), facts);
}

function describeInPod(predictor: Predictor, path: Path, facts: SeldonFacts): string | undefined {
  const [, specIndex, , list, containerIndex, field] = path;
  if (typeof specIndex !== "number" || typeof containerIndex !== "number" || list !== "containers") return undefined;
  const container = predictor.componentSpecs[specIndex]?.containers[containerIndex];
  if (!container) return undefined;
  if (isProbe(field)) return describeProbe(container, field);
  const unit = field === "name" ? unitOf(predictor, container.name) : undefined;
  return unit && describeUnitField(unit, ["name"], facts);
}

function unitOf(predictor: Predictor, name: string | undefined): Unit | undefined {
  return name === undefined ? undefined : predictor.units.find(unit => unit.name === name);
}

function below(base: Path, path: Path): Path | undefined {
  return base.every((step, index) => step === path[index]) ? path.slice(base.length) : undefined;
}

function isSame(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}
