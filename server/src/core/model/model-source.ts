// Finds every place that names a model to fetch, and what the file knows of the Secret that the fetching is done with.
import type { Cursor, YamlDocument } from "../yaml/index.ts";
import type { Deployment, Predictor, Unit } from "./deployment.ts";
import { parseModelUri, type ModelUri } from "./model-uri.ts";
import type { Resource } from "./resource.ts";
import { isOlderVersion } from "./version-order.ts";
import { isFilledLater, secretEntries, secretsNamed, type SecretEntry } from "./secret.ts";
import { INITIALIZER_FOR_ANY_CONTAINER_SINCE, type SeldonFacts } from "./seldon-facts.ts";

/** A graph unit or an explainer whose model the operator's initializer fetches. */
export interface ModelSource {
  readonly predictor: Predictor;
  /** Absent for an explainer. */
  readonly unit: Unit | undefined;
  /** The mapping with `modelUri` and `envSecretRefName`. */
  readonly at: Cursor;
  readonly uri: Cursor;
  readonly text: string;
  readonly parsed: ModelUri;
}

/**
 * True where the operator injects its initializer for a unit: a prepackaged server, or since 1.17.1 any container of the
 * user's; not for Triton told to load by itself (seldon-facts §3.5, §4). What the user named like the initializer counts too.
 */
export function isModelProvided(unit: Unit, seldon: SeldonFacts): boolean {
  if ((unit.modelUri.string() ?? "") === "") return false;
  if (!unit.isPrepackaged)
    return (
      unit.container !== undefined && !isOlderVersion(seldon.version, INITIALIZER_FOR_ANY_CONTAINER_SINCE.join("."))
    );
  const loadsItself = unit.deployment.specAnnotation("seldon.io/no-storage-initializer")?.toLowerCase() === "true";
  return !(unit.implementation === "TRITON_SERVER" && loadsItself);
}

/** The sources that rclone reads: the user has put neither an initializer of their own nor another image in its place. */
export function rcloneSources(deployment: Deployment, seldon: SeldonFacts): readonly ModelSource[] {
  return deployment.predictors.flatMap(predictor => {
    const units = predictor.units.filter(unit => isForInitializer(unit, seldon) && !unit.ownInitializer);
    const sources = units.map(unit => toSource(predictor, unit.at, unit));
    const { explainer } = predictor;
    // The operator ignores an explainer without a type (seldon-facts §1.3).
    if ((explainer.key("type").string() ?? "") !== "") sources.push(toSource(predictor, explainer, undefined));
    return sources.filter(source => source.text !== "" && isFetchedByRclone(source));
  });
}

/** A unit with nothing behind it yet is refused (S29); its URI is for the initializer that whatever it becomes will get. */
function isForInitializer(unit: Unit, seldon: SeldonFacts): boolean {
  return isModelProvided(unit, seldon) || (!unit.isPrepackaged && unit.container === undefined);
}

function toSource(predictor: Predictor, at: Cursor, unit: Unit | undefined): ModelSource {
  const uri = at.key("modelUri");
  const text = uri.string() ?? "";
  return { predictor, unit, at, uri, text, parsed: parseModelUri(text) };
}

function isFetchedByRclone({ at }: ModelSource): boolean {
  const image = at.key("storageInitializerImage").string() ?? "";
  return image === "" || image.includes("rclone");
}

/** What the file says about the Secret that a source's initializer gets. */
export type StoreSecret<S> =
  /** None is named. The operator may have a default one. */
  | { readonly kind: "unnamed" }
  /** Named, but its contents do not stand in this file, or not all of them where it is partly seen: something fills it in later. */
  | { readonly kind: "unseen"; readonly name: string; readonly isPartlySeen: boolean }
  | {
      readonly kind: "seen";
      readonly name: string;
      readonly parts: readonly StoreSecretPart<S>[];
      readonly keys: ReadonlySet<string>;
    };

/** One of the manifests that together make up a Secret. */
export interface StoreSecretPart<S> {
  readonly manifest: S;
  readonly entries: readonly SecretEntry[];
}

/** `siblings` gives the resources of a kind in the file. A document that does not parse tells nothing for certain. */
export function storeSecret<S extends { readonly resource: Resource; readonly document: YamlDocument }>(
  source: ModelSource,
  siblings: (kind: string) => readonly S[],
): StoreSecret<S> {
  const name = source.at.key("envSecretRefName").string() ?? "";
  if (name === "") return { kind: "unnamed" };
  const manifests = secretsNamed(siblings("Secret"), name, source.predictor.deployment.namespace);
  const isUncertain = manifests.some(
    ({ resource, document }) => isFilledLater(resource) || document.problems.length > 0,
  );
  const isFilledIn = isUncertain || isMadeElsewhere(name, siblings);
  if (manifests.length === 0 || isFilledIn) return { kind: "unseen", name, isPartlySeen: isFilledIn };
  const parts = manifests.map(manifest => ({ manifest, entries: secretEntries(manifest.resource) }));
  return { kind: "seen", name, parts, keys: new Set(parts.flatMap(({ entries }) => entries.map(({ key }) => key))) };
}

function isMadeElsewhere(
  name: string,
  siblings: (kind: string) => readonly { readonly resource: Resource }[],
): boolean {
  const names = [
    ...siblings("SealedSecret").map(({ resource }) => resource.at.at("metadata", "name")),
    ...siblings("ExternalSecret").flatMap(({ resource }) => [
      resource.at.at("metadata", "name"),
      resource.at.at("spec", "target", "name"),
    ]),
    ...siblings("Kustomization").flatMap(({ resource }) =>
      resource.at
        .key("secretGenerator")
        .items()
        .map(item => item.key("name")),
    ),
  ];
  return names.some(at => at.string() === name);
}
