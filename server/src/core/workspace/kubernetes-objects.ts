// Kubernetes objects that manifests refer to by name.
import type { SecretRemote, WorkspaceResource } from "../../../../schemas/src/index.ts";
import {
  isFilledLater,
  isTemplated,
  remoteVariable,
  resourcesOf,
  secretEntries,
  type Resource,
} from "../model/index.ts";
import type { Cursor } from "../yaml/index.ts";
import type { IndexedDocument } from "./read-file.ts";

type Details = Partial<WorkspaceResource>;

/** Of these the name is all that is kept. */
const BY_NAME_ONLY = [
  "SeldonDeployment",
  "PersistentVolumeClaim",
  "Workflow",
  "WorkflowTemplate",
  "CronWorkflow",
  "CronJob",
];

const DETAILS: ReadonlyMap<string, (resource: Resource) => Details> = new Map<string, (resource: Resource) => Details>([
  ["Secret", secretDetails],
  ["ConfigMap", ({ at }) => ({ keys: [...keysOf(at.key("data")), ...keysOf(at.key("binaryData"))] })],
  ["ServiceAccount", ({ at }) => ({ secrets: namesOf(at.key("secrets")) })],
  ["PodDefault", ({ at }) => ({ matchLabels: labelsOf(at.at("spec", "selector", "matchLabels")) })],
  ["Service", ({ at }) => ({ matchLabels: labelsOf(at.at("spec", "selector")) })],
  ["SealedSecret", ({ at }) => generated(at, keysOf(at.at("spec", "encryptedData")), at.at("spec", "template"))],
  ["ExternalSecret", externalSecret],
  ...BY_NAME_ONLY.map((kind): [string, () => Details] => [kind, () => ({})]),
]);

/** A cheap look whether a text is worth parsing. */
export const KUBERNETES_KINDS = new RegExp(
  String.raw`\bkind["']?\s*:\s*["']?(${[...DETAILS.keys()].join("|")}|\w*List)\b`,
);

export function readKubernetesObjects({ document, file, lineAt }: IndexedDocument): readonly WorkspaceResource[] {
  return resourcesOf(document).flatMap((resource): WorkspaceResource[] => {
    const details = DETAILS.get(resource.kind);
    const name = resource.at.at("metadata", "name");
    const text = name.string();
    if (!details || text === undefined) return [];
    const namespace = resource.at.at("metadata", "namespace").string();
    const line = lineAt(name.range().start);
    const written = { kind: resource.kind, name: text, ...(namespace !== undefined && { namespace }), file, line };
    return [{ ...written, ...details(resource) }];
  });
}

function secretDetails(secret: Resource): Details {
  if (isFilledLater(secret)) return {};
  const entries = secretEntries(secret);
  const keys = new Set(entries.map(({ key }) => key));
  const remotes = [...keys].flatMap((key): SecretRemote[] => {
    const remote = /^RCLONE_CONFIG_([^a-z]+)_TYPE$/.exec(key)?.[1]?.toLowerCase();
    if (remote === undefined) return [];
    const environment = entries.findLast(entry => entry.key === remoteVariable(remote, "ENV_AUTH"))?.value;
    return [
      {
        name: remote,
        hasType: true,
        hasKeyId: keys.has(remoteVariable(remote, "ACCESS_KEY_ID")),
        hasSecretKey: keys.has(remoteVariable(remote, "SECRET_ACCESS_KEY")),
        usesEnvironment: /^(true|1|t)$/i.test(environment ?? "") || isTemplated(environment ?? ""),
      },
    ];
  });
  return { keys: [...keys], ...(remotes.length > 0 && { remotes }) };
}

/** The Secret that something in the cluster will make: its name is known, its keys only where they are listed. */
function generated(at: Cursor, keys: readonly string[], template: Cursor): Details {
  const name = template.at("metadata", "name").string() ?? at.at("metadata", "name").string();
  return {
    kind: "Secret",
    ...(name !== undefined && { name }),
    isGenerated: true,
    ...(keys.length > 0 && { keys: [...keys] }),
  };
}

function externalSecret({ at }: Resource): Details {
  const target = at.at("spec", "target", "name").string();
  const keys = at
    .at("spec", "data")
    .items()
    .flatMap(item => item.key("secretKey").string() ?? []);
  const isListed = !at.at("spec", "dataFrom").exists && !at.at("spec", "target", "template").exists;
  return {
    ...generated(at, isListed ? keys : [], at.at("spec", "template")),
    ...(target !== undefined && { name: target }),
  };
}

function namesOf(list: Cursor): string[] {
  return list.items().flatMap(item => item.key("name").string() ?? []);
}

function keysOf(map: Cursor): string[] {
  return map.entries().map(({ name }) => name);
}

function labelsOf(map: Cursor): Record<string, string> {
  return Object.fromEntries(
    map.entries().flatMap(entry => {
      const text = entry.scalar?.text;
      return text === undefined ? [] : [[entry.name, text]];
    }),
  );
}
