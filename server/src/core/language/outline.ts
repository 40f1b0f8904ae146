// The outline of a file: deployments with their predictors, graph units and containers; every other resource as one line.
import * as l10n from "@vscode/l10n";
import {
  Deployment,
  isPredictionTest,
  isSeldonDeployment,
  resourcesOf,
  type Container,
  type Predictor,
  type Resource,
  type Unit,
} from "../model/index.ts";
import type { Cursor, Range, YamlStream } from "../yaml/index.ts";
import { viewTest } from "../prediction/index.ts";
import { isSeldonDocument } from "./documents.ts";

export type OutlineKind =
  "deployment" | "predictor" | "unit" | "container" | "explainer" | "test" | "case" | "resource";

export interface OutlineSymbol {
  /** Never empty. */
  readonly name: string;
  readonly detail: string;
  readonly kind: OutlineKind;
  /** All of the thing, as offsets in the file. */
  readonly range: Range;
  /** The place of its name, inside `range`. */
  readonly selectionRange: Range;
  readonly children: readonly OutlineSymbol[];
}

/** Symbols in the order of the text; none at all for a file without a SeldonDeployment or a request. */
export function outlineOf(stream: YamlStream): readonly OutlineSymbol[] {
  const isOurs = stream.documents.some(
    ({ document }) => isSeldonDocument(document) || resourcesOf(document).some(isPredictionTest),
  );
  if (!isOurs) return [];
  return stream.documents.flatMap(({ document, offset }) =>
    resourcesOf(document).map(resource => inFile(resourceSymbol(resource), document.text, offset)),
  );
}

function resourceSymbol(resource: Resource): OutlineSymbol {
  const label = resource.at.at("metadata", "name");
  if (isPredictionTest(resource)) return testSymbol(resource);
  if (!isSeldonDeployment(resource)) {
    return symbol(resource.at, label, {
      name: label.string() ?? l10n.t`unnamed ${resource.kind}`,
      detail: resource.kind,
      kind: "resource",
    });
  }
  const deployment = new Deployment(resource);
  const name = deployment.name ?? l10n.t("unnamed SeldonDeployment");
  return symbol(
    resource.at,
    label,
    { name, detail: "SeldonDeployment", kind: "deployment" },
    deployment.predictors.map(predictorSymbol),
  );
}

/** A request file with its cases. */
function testSymbol(resource: Resource): OutlineSymbol {
  const { target, cases } = viewTest(resource);
  const label = resource.at.at("metadata", "name");
  const asked = [target.key("deployment"), target.key("predictor")].flatMap(at => at.string() ?? []);
  return symbol(
    resource.at,
    label,
    { name: label.string() ?? l10n.t("unnamed test"), detail: asked.join(" · "), kind: "test" },
    cases.map((at, index) =>
      symbol(at, at.key("name"), {
        name: at.key("name").string() ?? l10n.t`case ${index + 1}`,
        detail: "",
        kind: "case",
      }),
    ),
  );
}

function predictorSymbol(predictor: Predictor): OutlineSymbol {
  const { explainer, graph } = predictor;
  const children = [
    ...(graph ? [unitSymbol(graph)] : []),
    ...predictor.componentSpecs.flatMap(({ initContainers, containers }) => [
      ...initContainers.map(container => containerSymbol(container, "init")),
      ...containers.map(container => containerSymbol(container)),
    ]),
    ...(explainer.map
      ? [
          symbol(explainer, explainer, {
            name: "explainer",
            detail: explainer.key("type").string() ?? "",
            kind: "explainer",
          }),
        ]
      : []),
  ].sort((a, b) => a.range.start - b.range.start);
  const name = predictor.name ?? l10n.t`unnamed predictor ${predictor.index + 1}`;
  return symbol(
    predictor.at,
    predictor.at.key("name"),
    { name, detail: predictorDetail(predictor), kind: "predictor" },
    children,
  );
}

function predictorDetail(predictor: Predictor): string {
  const share = predictor.traffic === undefined ? "" : `${predictor.traffic} %`;
  return [...(predictor.isShadow ? ["shadow"] : []), ...(share === "" ? [] : [share])].join(" · ");
}

function unitSymbol(unit: Unit): OutlineSymbol {
  const detail = unit.implementation ?? unit.type ?? "";
  return symbol(
    unit.at,
    unit.at.key("name"),
    { name: unit.name ?? l10n.t("unnamed unit"), detail, kind: "unit" },
    unit.children.map(unitSymbol),
  );
}

function containerSymbol(container: Container, prefix?: string): OutlineSymbol {
  const detail = [prefix, container.image].filter(part => part !== undefined).join(" · ");
  return symbol(container.at, container.at.key("name"), {
    name: container.name ?? l10n.t("unnamed container"),
    detail,
    kind: "container",
  });
}

function symbol(
  at: Cursor,
  label: Cursor,
  { name, ...rest }: Pick<OutlineSymbol, "name" | "detail" | "kind">,
  children: readonly OutlineSymbol[] = [],
): OutlineSymbol {
  const whole = at.valueRange() ?? at.range();
  // The key of an entry belongs to the thing: `graph:` opens the unit below it.
  const range =
    at.entry && !at.shared ? { start: Math.min(at.entry.key.start, whole.start), end: whole.end } : plain(whole);
  const selected = label.exists ? label.range() : at.range();
  return {
    name: name === "" ? "unnamed" : name,
    ...rest,
    range,
    selectionRange: isInside(selected, range) ? plain(selected) : range,
    children,
  };
}

function isInside(inner: Range, outer: Range): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function plain({ start, end }: Range): Range {
  return { start, end };
}

/** Moves a symbol from its document to the file. A block ends behind its last line break in the tree, here behind its last word. */
function inFile(outline: OutlineSymbol, text: string, offset: number): OutlineSymbol {
  const { range, selectionRange } = outline;
  const written = range.start + text.slice(range.start, range.end).trimEnd().length;
  return {
    ...outline,
    range: { start: range.start + offset, end: Math.max(written, selectionRange.end) + offset },
    selectionRange: { start: selectionRange.start + offset, end: selectionRange.end + offset },
    children: outline.children.map(child => inFile(child, text, offset)),
  };
}
