// Places of a manifest that have a page of their own: images in their registry, models in their store's console, rules.
import * as l10n from "@vscode/l10n";
import type { WorkspaceResource } from "../../../../schemas/src/index.ts";
import { findSuppressions } from "../lint/suppression.ts";
import {
  Deployment,
  isSeldonDeployment,
  isTemplated,
  parseImageReference,
  parseModelUri,
  remoteVariable,
  resourcesOf,
  secretEntries,
} from "../model/index.ts";
import type { Cursor, Range, YamlDocument, YamlStream } from "../yaml/index.ts";

/** A link of a stretch of the file. */
export interface TextLink {
  readonly range: Range;
  /** An address, or the id of a rule that has a page in this package. */
  readonly to: { readonly address: string } | { readonly rule: string };
  readonly tooltip: string;
}

/** @param secretsNamed the Secrets of that name in other files */
export function linksOf(
  stream: YamlStream,
  secretsNamed: (name: string) => readonly WorkspaceResource[],
): readonly TextLink[] {
  return stream.documents.flatMap(({ document, offset }) => {
    const resources = resourcesOf(document);
    const deployments = resources.filter(isSeldonDeployment).map(resource => new Deployment(resource));
    if (deployments.length === 0) return [];
    const keysOf = (name: string): readonly string[] | undefined =>
      secretKeys(stream, name) ?? secretsNamed(name)[0]?.keys;
    const links = [
      ...deployments.flatMap(imageLinks),
      ...deployments.flatMap(deployment => modelLinks(deployment, keysOf)),
      ...suppressionLinks(document),
    ];
    return links.map(link => ({
      ...link,
      range: { start: link.range.start + offset, end: link.range.end + offset },
    }));
  });
}

function imageLinks({ predictors }: Deployment): readonly TextLink[] {
  const images = predictors.flatMap(predictor => [
    ...predictor.componentSpecs.flatMap(spec =>
      [...spec.initContainers, ...spec.containers].map(({ at }) => at.key("image")),
    ),
    ...predictor.units.map(({ at }) => at.key("storageInitializerImage")),
    predictor.explainer.at("containerSpec", "image"),
  ]);
  return images.flatMap(at => {
    const reference = parseImageReference(at.string() ?? "");
    const address = reference && registryPage(reference.registry, reference.repository);
    return address === undefined ? [] : link(at, address, l10n.t("Open in the registry"));
  });
}

/** Of registries whose pages follow from the name alone. */
function registryPage(registry: string | undefined, repository: string): string | undefined {
  switch (registry) {
    case undefined:
      return repository.includes("/")
        ? `https://hub.docker.com/r/${repository}`
        : `https://hub.docker.com/_/${repository}`;
    case "quay.io":
      return `https://quay.io/repository/${repository}`;
    case "gcr.io":
    case "ghcr.io":
      return `https://${registry}/${repository}`;
    case "nvcr.io": {
      const [organization, name, ...more] = repository.split("/");
      return name === undefined || more.length > 0
        ? undefined
        : `https://catalog.ngc.nvidia.com/orgs/${organization}/containers/${name}`;
    }
    default:
      return undefined;
  }
}

function modelLinks(
  { units }: Deployment,
  keysOf: (secret: string) => readonly string[] | undefined,
): readonly TextLink[] {
  return units.flatMap(unit => {
    const at = unit.modelUri;
    const uri = parseModelUri(at.string() ?? "");
    const hub = unit.implementation === "HUGGINGFACE_SERVER" ? hubLinks(unit.parameters) : [];
    if (uri.kind !== "remote" || at.shared) return hub;
    const keys = keysOf(unit.at.key("envSecretRefName").string() ?? "");
    const address = consolePage(uri.remote, uri.path, keys);
    return address === undefined ? hub : [...hub, ...link(at, address, l10n.t("Open in the store's console"))];
  });
}

/** S3 is Amazon's only where the Secret is known and names no other endpoint. */
function consolePage(remote: string, path: string, keys: readonly string[] | undefined): string | undefined {
  const [bucket = "", ...rest] = path.split("/").filter(step => step !== "");
  if (bucket === "") return undefined;
  const steps = rest.map(encodeURIComponent);
  if (remote === "gs")
    return `https://console.cloud.google.com/storage/browser/${[encodeURIComponent(bucket), ...steps].join("/")}`;
  const isAmazon = remote === "s3" && keys?.includes(remoteVariable(remote, "TYPE")) === true;
  if (!isAmazon || keys.includes(remoteVariable(remote, "ENDPOINT"))) return undefined;
  const prefix = steps.length === 0 ? "" : `?prefix=${steps.join("/")}/`;
  return `https://s3.console.aws.amazon.com/s3/buckets/${encodeURIComponent(bucket)}${prefix}`;
}

function hubLinks(parameters: readonly Cursor[]): readonly TextLink[] {
  return parameters.flatMap(parameter => {
    const value = parameter.key("value");
    const isModel = parameter.key("name").string() === "pretrained_model";
    const name = value.string() ?? "";
    return isModel && /^[\w.-]+(\/[\w.-]+)?$/.test(name)
      ? link(value, `https://huggingface.co/${name}`, l10n.t("Open in the Hub"))
      : [];
  });
}

function secretKeys({ documents }: YamlStream, name: string): readonly string[] | undefined {
  const secret = documents
    .flatMap(({ document }) => resourcesOf(document))
    .find(({ kind, at }) => kind === "Secret" && at.at("metadata", "name").string() === name);
  return secret && secretEntries(secret).map(({ key }) => key);
}

function suppressionLinks(document: YamlDocument): readonly TextLink[] {
  return findSuppressions(document, resourcesOf(document)).map(({ rule, range }) => ({
    range,
    to: { rule },
    tooltip: l10n.t("Open the rule's page"),
  }));
}

function link(at: Cursor, address: string, tooltip: string): readonly TextLink[] {
  const { scalar } = at;
  if (!scalar || at.shared || scalar.style === "literal" || scalar.style === "folded" || isTemplated(scalar.text))
    return [];
  const quotes = scalar.style === "plain" ? 0 : 1;
  return [{ range: { start: scalar.start + quotes, end: scalar.end - quotes }, to: { address }, tooltip }];
}
