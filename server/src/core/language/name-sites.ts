// Every name in a file that other places repeat: units and their containers, predictors, volumes, and Kubernetes objects.
import {
  isPredictionTest,
  isSeldonDeployment,
  isTemplated,
  mayShareNamespace,
  objectReferences,
  resourcesOf,
  Deployment,
  type ComponentSpec,
  type Predictor,
  type ReferredKind,
  type Resource,
  type Unit,
} from "../model/index.ts";
import { viewTest } from "../prediction/index.ts";
import { rememberLast } from "../remember-last.ts";
import type { Cursor, Range, StreamDocument, YamlDocument, YamlStream } from "../yaml/index.ts";

export type NameKind = "unit" | "predictor" | "volume" | ReferredKind;

/** One place that bears a name. */
export interface NameSite {
  readonly kind: NameKind;
  readonly name: string;
  /** Names of one kind are the same only within one scope; empty where the namespace alone decides. */
  readonly scope: string;
  readonly namespace: string | undefined;
  /** `container` is the other end of a unit: neither of them refers to the other. */
  readonly role: "definition" | "reference" | "container";
  /** True for names that no other file can mean. */
  readonly isLocal: boolean;
  readonly document: YamlDocument;
  readonly at: Cursor;
  /** The name itself, without quotes, as offsets in the file. */
  readonly range: Range;
  /** Where the scalar says more than the name: all of it for another one. */
  readonly textFor: ((name: string) => string) | undefined;
  /** Of a Secret that something else makes: the kind of that. */
  readonly madeBy: string | undefined;
}

/** In text order within each document. */
export function nameSites(stream: YamlStream): readonly NameSite[] {
  return stream.documents.flatMap((placed, index) => sitesOf(placed, index));
}

/** The name at an offset of the file. */
export function nameSiteAt(stream: YamlStream, offset: number): NameSite | undefined {
  const index = stream.documents.findLastIndex(document => document.offset <= offset);
  const placed = stream.documents[index];
  return placed && sitesOf(placed, index).find(({ range: { start, end } }) => start <= offset && offset <= end);
}

/** True for places that mean the same thing. */
export function isSameName(a: NameSite, b: NameSite): boolean {
  return a.kind === b.kind && a.name === b.name && a.scope === b.scope && mayShareNamespace(a.namespace, b.namespace);
}

/** Where a name leads: to what it is the name of; from a unit to its container and back; from a definition to itself. */
export function definitionsOf(site: NameSite, sites: readonly NameSite[]): readonly NameSite[] {
  const same = sites.filter(other => isSameName(site, other));
  const ends = same.filter(({ role }) => role !== "reference");
  const others = ends.filter(({ role }) => role !== site.role);
  return site.kind === "unit" && site.role !== "reference" && others.length > 0
    ? others
    : ends.filter(({ role }) => role === "definition");
}

type Draft = Pick<NameSite, "kind" | "role" | "at"> &
  Partial<Pick<NameSite, "name" | "scope" | "namespace" | "textFor" | "madeBy">>;

function sitesOf(placed: StreamDocument, index: number): readonly NameSite[] {
  const sites = draftsOf(placed.document).flatMap(draft => finish(draft, placed, index));
  return sites.sort((a, b) => a.range.start - b.range.start);
}

/** Editors ask for the same document at each move of the text cursor. */
const draftsOf: (document: YamlDocument) => readonly Draft[] = rememberLast(document => [
  ...resourcesOf(document).flatMap((resource, position) => resourceSites(resource, `/${position}`)),
  ...generatorSites(document),
]);

function finish(draft: Draft, { document, offset }: StreamDocument, index: number): readonly NameSite[] {
  const { kind, role, at, textFor, madeBy } = draft;
  const text = at.string() ?? "";
  const name = draft.name ?? text;
  const place = at.valueRange();
  if (name === "" || isTemplated(text) || !place) return [];
  const written = document.text.slice(place.start, place.end);
  const inside = written.indexOf(name);
  // An alias, or a text with escapes: the whole place bears the name.
  const start = place.start + Math.max(inside, 0) + offset;
  const end = inside === -1 ? place.end + offset : start + name.length;
  const isLocal = kind === "unit" || kind === "volume";
  const { namespace } = draft;
  // Those that begin with a slash are places of this document.
  const scope = draft.scope?.startsWith("/") === true ? `${index}${draft.scope}` : (draft.scope ?? "");
  return [{ kind, name, scope, namespace, role, isLocal, document, at, range: { start, end }, textFor, madeBy }];
}

/** Kinds of objects that others refer to by name. */
const DEFINED: ReadonlyMap<string, ReferredKind> = new Map([
  ["Secret", "Secret"],
  ["SealedSecret", "Secret"],
  ["ExternalSecret", "Secret"],
  ["ConfigMap", "ConfigMap"],
  ["ServiceAccount", "ServiceAccount"],
  ["PersistentVolumeClaim", "PersistentVolumeClaim"],
  ["SeldonDeployment", "SeldonDeployment"],
]);

function resourceSites(resource: Resource, scope: string): readonly Draft[] {
  const { kind, at } = resource;
  const namespace = at.at("metadata", "namespace").string();
  const defined = DEFINED.get(kind);
  const bearer =
    kind === "ExternalSecret" && at.at("spec", "target", "name").exists ? at.at("spec", "target") : at.key("metadata");
  const madeBy = defined === kind ? undefined : kind;
  const definition: Draft[] = defined
    ? [{ kind: defined, role: "definition", at: bearer.key("name"), namespace, madeBy }]
    : [];
  if (isPredictionTest(resource)) return testSites(resource);
  const references = objectReferences(resource).map((reference): Draft => ({
    kind: reference.kind,
    role: "reference",
    at: reference.at,
    name: reference.name,
    namespace,
    ...(reference.textFor && { textFor: reference.textFor }),
  }));
  const deployment = isSeldonDeployment(resource) ? new Deployment(resource) : undefined;
  const inside = deployment?.predictors.flatMap(predictor => predictorSites(predictor, scope)) ?? [];
  return [...definition, ...references, ...inside];
}

function testSites(resource: Resource): readonly Draft[] {
  const { target } = viewTest(resource);
  const namespace = target.key("namespace").string();
  const deployment = target.key("deployment");
  const predictor = target.key("predictor");
  const sites: Draft[] = [{ kind: "SeldonDeployment", role: "reference", at: deployment, namespace }];
  if (predictor.string() !== "*")
    sites.push({ kind: "predictor", role: "reference", at: predictor, namespace, scope: deployment.string() ?? "" });
  return sites;
}

function predictorSites(predictor: Predictor, resourceScope: string): readonly Draft[] {
  const { at, deployment, index } = predictor;
  const scope = `${resourceScope}/${index}`;
  return [
    {
      kind: "predictor",
      role: "definition",
      at: at.key("name"),
      namespace: deployment.namespace,
      scope: deployment.name ?? resourceScope,
    },
    ...predictor.componentSpecs.flatMap((spec, position) => volumeSites(spec, `${scope}/${position}`)),
    ...predictor.units.flatMap(unit => unitSites(unit, scope)),
    ...predictor.containers.map((container): Draft => ({
      kind: "unit",
      role: "container",
      at: container.at.key("name"),
      scope,
    })),
  ];
}

function volumeSites({ volumes, containers, initContainers }: ComponentSpec, scope: string): readonly Draft[] {
  const using = [...containers, ...initContainers].flatMap(({ at, volumeMounts }) => [
    ...volumeMounts,
    ...at.key("volumeDevices").items(),
  ]);
  return [
    ...volumes.map((volume): Draft => ({ kind: "volume", role: "definition", at: volume.key("name"), scope })),
    ...using.map((mount): Draft => ({ kind: "volume", role: "reference", at: mount.key("name"), scope })),
  ];
}

/** The unit, and what has to be called after it to be the operator's: an initializer of one's own and its volume (S01, F24). */
function unitSites(unit: Unit, scope: string): readonly Draft[] {
  const { name = "", initializerName = "", provisionVolumeName = "", componentSpec } = unit;
  const definition: Draft = { kind: "unit", role: "definition", at: unit.at.key("name"), scope };
  if (!componentSpec || name === "" || isTemplated(name)) return [definition];
  const { volumes, containers, initContainers } = componentSpec;
  const mounts = [...containers, ...initContainers].flatMap(({ volumeMounts }) => volumeMounts);
  const derived = (items: readonly Cursor[], wanted: string): readonly Draft[] => {
    if (!wanted.startsWith(`${name}-`)) return [];
    const textFor = (other: string): string => other + wanted.slice(name.length);
    const found = items.map(item => item.key("name")).filter(at => at.string() === wanted);
    return found.map((at): Draft => ({ kind: "unit", role: "reference", at, name, scope, textFor }));
  };
  return [
    definition,
    ...derived(
      initContainers.map(({ at }) => at),
      initializerName,
    ),
    ...derived([...volumes, ...mounts], provisionVolumeName),
  ];
}

const GENERATORS = [
  ["secretGenerator", "Secret"],
  ["configMapGenerator", "ConfigMap"],
] as const;

function generatorSites(document: YamlDocument): readonly Draft[] {
  const root = document.cursor();
  return GENERATORS.flatMap(([field, kind]) =>
    root
      .key(field)
      .items()
      .map((item): Draft => ({
        kind,
        role: "definition",
        at: item.key("name"),
        namespace: item.key("namespace").string() ?? root.key("namespace").string(),
        madeBy: "Kustomization",
      })),
  );
}
