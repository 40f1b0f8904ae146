// Proposes names that must equal other names of the file: units and their containers, Secrets, volumes, ports.
import * as l10n from "@vscode/l10n";
import {
  isPredictionTest,
  isRcloneSecret,
  isTemplated,
  referredKind,
  resourcesOf,
  type Container,
  type Predictor,
  type ReferredKind,
  type Unit,
} from "../model/index.ts";
import type { RegistryAddress, WorkspaceResource } from "../../../../schemas/src/index.ts";
import type { WorkspaceQuery } from "../workspace/index.ts";
import type { Path, Range, StreamDocument, YamlMap, YamlNode, YamlStream } from "../yaml/index.ts";
import { deploymentsOf, documentAt } from "./documents.ts";

export interface NameProposal {
  readonly name: string;
  /** What bears the name elsewhere, and in which file. */
  readonly detail: string;
  /** What the name replaces, as offsets in the file. */
  readonly range: Range;
}

/** What other files of the workspace hold. */
export type FindElsewhere = (query: WorkspaceQuery) => readonly WorkspaceResource[];

/** What is known beside the file itself. */
export interface KnownNames {
  /** Servers of the cluster, beside Seldon's own. */
  readonly servers?: readonly string[];
  readonly elsewhere?: FindElsewhere;
  /** Addresses in MLflow's model registry. */
  readonly registry?: readonly RegistryAddress[];
}

/** Names that fit the value at an offset of the file. */
export function nameProposals(
  stream: YamlStream,
  offset: number,
  { servers = [], elsewhere = () => [], registry = [] }: KnownNames = {},
): readonly NameProposal[] {
  const here = documentAt(stream, offset);
  const field = here && fieldAt(here, offset - here.offset);
  if (!field) return [];
  const proposals = deploymentsOf(here.document).flatMap(deployment =>
    deployment.predictors.flatMap(predictor => propose(predictor, field.path, servers, registry)),
  );
  const targets = isTargetPort(here, field.path) ? portNames(stream.documents.flatMap(containersIn)) : [];
  const range = { start: field.range.start + here.offset, end: field.range.end + here.offset };
  const objects = objectNames(here, field.path, stream, elsewhere);
  return unique([...proposals, ...targets, ...objects]).map(proposal => ({ ...proposal, range }));
}

type Name = Omit<NameProposal, "range">;

function propose(
  predictor: Predictor,
  path: Path,
  servers: readonly string[],
  registry: readonly RegistryAddress[],
): readonly Name[] {
  const field = path.at(-1);
  const owner = path.slice(0, -1);
  const unit = predictor.units.find(candidate => isSame(candidate.at.path, owner));
  if (unit && field === "implementation")
    return names(servers, l10n.t("server of your cluster, from .seldonlint.yaml"));
  const isModel = unit !== undefined || isSame(predictor.explainer.path, owner);
  if (isModel && field === "modelUri") return addresses(registry);
  if (unit) return field === "name" ? containerNames(unit) : [];
  const container = predictor.containers.find(candidate => isSame(candidate.at.path, owner));
  if (container) return field === "name" ? unitNames(predictor, container) : [];
  const probed = predictor.containers.find(candidate => isBelow(candidate.at.path, owner));
  if (probed && field === "port" && PORT_OWNERS.includes(owner.at(-1))) return portNames([probed]);
  const mounting = predictor.containers.find(candidate =>
    candidate.volumeMounts.some(mount => isSame(mount.path, owner)),
  );
  return mounting && field === "name" ? volumeNames(mounting) : [];
}

/** Those of MLflow, which the fix of `model-uri-scheme` replaces by where the artifact lies. */
function addresses(registry: readonly RegistryAddress[]): readonly Name[] {
  return registry
    .filter(({ isMissing }) => !isMissing)
    .map(({ uri, version }) => ({
      name: uri,
      detail: version === undefined ? l10n.t("in MLflow's registry") : l10n.t`version ${version} in MLflow's registry`,
    }));
}

/** Containers that no other unit has. */
function containerNames(unit: Unit): readonly Name[] {
  const taken = new Set(unit.predictor.units.filter(other => other !== unit).map(other => other.name));
  return names(
    unit.predictor.containers.map(container => container.name).filter(name => !taken.has(name)),
    l10n.t("container of this predictor"),
  );
}

/** Units that have no other container. */
function unitNames(predictor: Predictor, container: Container): readonly Name[] {
  const taken = new Set(predictor.containers.filter(other => other !== container).map(other => other.name));
  return names(
    predictor.units.map(unit => unit.name).filter(name => !taken.has(name)),
    l10n.t("unit of this predictor's graph"),
  );
}

function volumeNames(container: Container): readonly Name[] {
  return names(
    container.componentSpec.volumes.map(volume => volume.key("name").string()),
    l10n.t("volume of this pod"),
  );
}

/** Handlers of probes and of `lifecycle` whose port may be a name; that of `grpc` may not. */
const PORT_OWNERS: readonly unknown[] = ["httpGet", "tcpSocket"];

function portNames(containers: readonly Container[]): readonly Name[] {
  return names(
    containers.flatMap(({ ports }) => ports.map(port => port.key("name").string())),
    containers.length === 1 ? l10n.t("port of this container") : l10n.t("port of a container of this file"),
  );
}

function containersIn({ document }: StreamDocument): readonly Container[] {
  return deploymentsOf(document).flatMap(({ predictors }) => predictors.flatMap(({ containers }) => containers));
}

/** True for the port of a Service of one's own that names where its pods listen. */
function isTargetPort({ document }: StreamDocument, path: Path): boolean {
  const service = resourcesOf(document).find(({ kind, at }) => kind === "Service" && isBelow(at.path, path));
  return path.at(-1) === "targetPort" && service !== undefined;
}

/** Objects that a field may name, those of this file first, and among Secrets those for rclone. */
function objectNames(
  { document }: StreamDocument,
  path: Path,
  stream: YamlStream,
  elsewhere: FindElsewhere,
): readonly Name[] {
  const resource = resourcesOf(document).find(({ at }) => isBelow(at.path, path));
  const kind = resource && referredKind(path.slice(resource.at.path.length));
  if (!resource || !kind || (kind === "SeldonDeployment" && !isPredictionTest(resource))) return [];
  const here = stream.documents.flatMap(placed => resourcesOf(placed.document)).filter(other => other.kind === kind);
  const isForRclone = path.at(-1) === "envSecretRefName";
  const first = isForRclone ? here.filter(isRcloneSecret) : [];
  const others = elsewhere({ kind }).filter(({ name }) => !isTemplated(name));
  const firstOthers = isForRclone ? others.filter(({ remotes }) => remotes !== undefined) : [];
  return [
    ...names(
      [...first, ...here].map(({ at }) => at.at("metadata", "name").string()),
      l10n.t`${wordFor(kind)} of this file`,
    ),
    ...[...firstOthers, ...others].map(({ name, file }) => ({ name, detail: l10n.t`${wordFor(kind)} of ${file}` })),
  ];
}

function wordFor(kind: ReferredKind): string {
  return kind === "PersistentVolumeClaim" ? "claim" : kind;
}

function names(candidates: readonly (string | undefined)[], detail: string): readonly Name[] {
  return candidates.flatMap(name => (name === undefined || name === "" ? [] : [{ name, detail }]));
}

function unique(proposals: readonly Name[]): readonly Name[] {
  return [...new Map(proposals.map(proposal => [proposal.name, proposal])).values()];
}

interface Field {
  readonly path: Path;
  /** The value as far as it is written, on the key's line. */
  readonly range: Range;
}

/** The entry whose value is being typed at an offset: its key stands before it on the same line. */
function fieldAt({ document }: StreamDocument, offset: number): Field | undefined {
  const lineStart = document.text.lastIndexOf("\n", offset - 1) + 1;
  const line = /^[^\r\n]*/.exec(document.text.slice(lineStart))?.[0] ?? "";
  let found: Field | undefined;
  const visit = (node: YamlNode | undefined, path: Path): void => {
    if (found || !node) return;
    if (node.kind === "sequence") node.items.forEach((item, index) => visit(item, [...path, index]));
    if (node.kind === "map")
      for (const { key, value } of entriesAround(node, offset)) {
        const isHere = key.start >= lineStart && key.end <= offset;
        const written = /^["']?:[ \t]+([^\s#]*)/.exec(line.slice(key.end - lineStart));
        const start = key.end + (written ? written[0].length - (written[1]?.length ?? 0) : 0);
        const end = start + (written?.[1]?.length ?? 0);
        if (isHere && written && (value === undefined || value.kind === "scalar") && start <= offset && offset <= end) {
          found = { path: [...path, key.text], range: { start, end } };
        } else visit(value, [...path, key.text]);
      }
  };
  visit(document.root, []);
  return found;
}

/** Entries that begin before the offset; what begins after it cannot hold it. */
function entriesAround(map: YamlMap, offset: number): YamlMap["entries"] {
  return map.entries.filter(({ key }) => key.start <= offset);
}

function isBelow(ancestor: Path, path: Path): boolean {
  return path.length > ancestor.length && ancestor.every((step, index) => step === path[index]);
}

function isSame(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}
