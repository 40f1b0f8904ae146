// Links of the user's own dashboards, from templates of the setting `seldon.links`.
import * as l10n from "@vscode/l10n";
import { unitsOf, type SeldonDeploymentNode } from "../../domain/index.ts";
import { deploymentOf, partOf, type InsideTarget } from "./part.ts";

export interface LinkTemplate {
  readonly title: string;
  readonly url: string;
}

export const LINK_NAMES = [
  "context",
  "namespace",
  "deployment",
  "predictor",
  "unit",
  "pod",
  "modelUri",
  "bucket",
  "path",
] as const;

export type LinkName = (typeof LINK_NAMES)[number];

/** What is known of a target; what has no value there is left out. */
export type LinkValues = Readonly<Partial<Record<LinkName, string>>>;

export type Link =
  | { readonly kind: "url"; readonly url: string }
  /** The target has no value for a name that the template asks for. */
  | { readonly kind: "missing"; readonly names: readonly string[] }
  | { readonly kind: "refused"; readonly reason: string };

/** @param setting value of `seldon.links`, which may be anything */
export function linkTemplates(setting: unknown): LinkTemplate[] {
  if (!Array.isArray(setting)) return [];
  return setting.flatMap((entry: unknown) => {
    if (typeof entry !== "object" || entry === null || !("title" in entry) || !("url" in entry)) return [];
    const { title, url } = entry;
    return typeof title === "string" && typeof url === "string" ? [{ title, url }] : [];
  });
}

/** Fills a template. Values are encoded, so that none can leave its place in the address. */
export function expandLink({ url: template }: LinkTemplate, values: LinkValues): Link {
  const asked = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const missing = [...new Set(asked)].filter(name => valueFor(name, values) === undefined);
  if (missing.length > 0) return { kind: "missing", names: missing };
  const text = template.replace(/\{(\w+)\}/g, (_, name: string) => valueFor(name, values) ?? "");
  if (!URL.canParse(text)) return { kind: "refused", reason: l10n.t("it is no address") };
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    return { kind: "refused", reason: l10n.t("only addresses with https or http are opened") };
  }
  return { kind: "url", url: url.href };
}

/** What the templates may ask for about a target. */
export function linkValues(tree: SeldonDeploymentNode, target: InsideTarget): LinkValues {
  const { context, namespace, name } = deploymentOf(target);
  const part = partOf(tree, target);
  const predictor = part?.predictor ?? (tree.predictors.length === 1 ? tree.predictors[0] : undefined);
  const unit = part?.unit ?? onlyModel(predictor?.spec);
  const modelUri = unit?.modelUri;
  return {
    context,
    namespace,
    deployment: name,
    ...(predictor && { predictor: predictor.spec.name }),
    ...(unit && { unit: unit.name }),
    ...("pod" in target && { pod: target.pod }),
    ...(modelUri !== undefined && { modelUri, ...bucketAndPath(modelUri) }),
  };
}

/** The unit with a model, where a predictor has one such unit: then there is no question which one is meant. */
function onlyModel(predictor: Parameters<typeof unitsOf>[0]): ReturnType<typeof unitsOf>[number] | undefined {
  const models = unitsOf(predictor).filter(({ modelUri }) => modelUri !== undefined && modelUri !== "");
  return models.length === 1 ? models[0] : undefined;
}

/**
 * As rclone reads a model URI: before the first colon stands a remote's name, and slashes before the bucket are dropped, so that
 * `s3://b/p` is `s3:b/p` (seldon-facts §4).
 */
export function bucketAndPath(modelUri: string): { readonly bucket?: string; readonly path?: string } {
  const [, bucket, path] = /^[^:/]+:\/*([^/]+)(?:\/(.*))?$/.exec(modelUri) ?? [];
  return { ...(bucket !== undefined && { bucket }), ...(path !== undefined && { path }) };
}

/** A path keeps its slashes. A value that climbs, as `..` does even when encoded, counts as none. */
function valueFor(name: string, values: LinkValues): string | undefined {
  const known = LINK_NAMES.find(candidate => candidate === name);
  const value = known && values[known];
  if (value === undefined || value.split("/").some(segment => segment === "." || segment === "..")) return undefined;
  return name === "path" ? value.split("/").map(encodeURIComponent).join("/") : encodeURIComponent(value);
}
