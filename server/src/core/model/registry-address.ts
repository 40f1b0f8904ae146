// Addresses inside MLflow: where the registry says that they lie, and the annotation by which a manifest remembers an alias.
import { MODEL_ALIAS_ANNOTATION, type RegistryAddress } from "../../../../schemas/src/index.ts";
import { setValue, type Edits, type YamlDocument } from "../yaml/index.ts";
import type { Deployment } from "./deployment.ts";
import { parseModelUri } from "./model-uri.ts";
import type { ModelSource } from "./model-source.ts";
import { FOREIGN_URI_SCHEMES } from "./seldon-facts.ts";

/** True for addresses that may lead to another version tomorrow: an alias, a stage, `latest`. A number and a run stay what they are. */
export function isMovingAddress(uri: string): boolean {
  return /^models:\/+[^/@]+(@[^/@]+|\/(?!\d+$)[^/@]+)$/.test(uri);
}

/**
 * The address of an artifact as the storage initializer can fetch it, where it can: rclone's remotes have one name for what Hadoop's
 * and MLflow's drivers have several (S06).
 * @param remote that stands for an S3 store in the Secret, where it is not called s3
 */
export function fetchableUri(artifactUri: string, remote = "s3"): string | undefined {
  const parsed = parseModelUri(artifactUri);
  if (parsed.kind !== "remote" || parsed.path === "") return undefined;
  const scheme = parsed.remote.toLowerCase();
  const path = parsed.path.replace(/\/+$/, "");
  if (S3_DRIVERS.has(scheme)) return `${remote}://${path}`;
  const family = FOREIGN_URI_SCHEMES.get(scheme);
  if (family === "azure") return `azureblob://${path.replace(/^([^/@]+)@[^/]+/, "$1")}`;
  return family === undefined ? `${parsed.remote}://${path}` : undefined;
}

const S3_DRIVERS: ReadonlySet<string> = new Set(["s3", "s3a", "s3n"]);

/** True where both lead to the same place; the remote's name is the Secret's business. */
export function isSamePlace(one: string, other: string): boolean {
  return placeOf(one) === placeOf(other);
}

function placeOf(uri: string): string {
  const parsed = parseModelUri(uri);
  return (parsed.kind === "remote" ? parsed.path : uri).replace(/\/+$/, "");
}

/** What the registry says of an address; undefined where it was not asked. */
export function registryAddress(
  known: readonly RegistryAddress[] | undefined,
  uri: string,
): RegistryAddress | undefined {
  return known?.find(address => address.uri === uri && (address.artifactUri !== undefined || address.isMissing));
}

export interface RememberedAddress {
  readonly source: ModelSource;
  /** Such as `models:/churn@champion`. */
  readonly uri: string;
}

/** The model URIs of which the annotation says where they came from. */
export function rememberedAddresses(
  deployment: Deployment,
  sources: readonly ModelSource[],
): readonly RememberedAddress[] {
  const items = itemsOf(annotationOf(deployment));
  const units = sources.filter(({ unit }) => unit !== undefined);
  return units.flatMap(source => {
    const own = items.find(({ place }) => place === placeName(source));
    const shared = units.length === 1 ? items.find(({ place }) => place === undefined) : undefined;
    const uri = (own ?? shared)?.uri;
    return uri === undefined ? [] : [{ source, uri }];
  });
}

/** Writes into the annotation where a model URI comes from. No edits where it says so already or the unit has no name. */
export function rememberAddress(
  document: YamlDocument,
  sources: readonly ModelSource[],
  source: ModelSource,
  uri: string,
): Edits | undefined {
  const { deployment } = source.predictor;
  const at = annotationOf(deployment);
  const units = sources.filter(({ unit }) => unit !== undefined);
  const place = placeName(source);
  if (source.unit === undefined || (units.length > 1 && place === undefined)) return [];
  if (units.length === 1) return setValue(document, at, uri);
  const others = itemsOf(at).filter(item => item.place !== undefined && item.place !== place);
  const items = [...others, { place, uri }].map(item => `${item.place}=${item.uri}`);
  return setValue(document, at, items.join("; "));
}

function annotationOf(deployment: Deployment): ReturnType<Deployment["at"]["at"]> {
  return deployment.at.at("metadata", "annotations").key(MODEL_ALIAS_ANNOTATION);
}

interface Item {
  /** Predictor and unit, `main/classifier`. */
  readonly place: string | undefined;
  readonly uri: string;
}

function itemsOf(at: ReturnType<Deployment["at"]["at"]>): readonly Item[] {
  return (at.string() ?? "").split(";").flatMap(text => {
    const [, place, uri] = /^\s*(?:([^\s=/:]+\/[^\s=/:]+)=)?(models:\/.+?)\s*$/.exec(text) ?? [];
    return uri === undefined ? [] : [{ place, uri }];
  });
}

function placeName({ predictor, unit }: ModelSource): string | undefined {
  const name = unit?.name;
  return predictor.name === undefined || name === undefined ? undefined : `${predictor.name}/${name}`;
}
