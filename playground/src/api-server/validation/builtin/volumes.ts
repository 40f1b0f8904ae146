// What the API server finds wrong with volumes and with what containers mount of them.
import type { FieldError } from "../../../kubernetes/objects.ts";
import { isObject, type JsonObject, objectAt } from "../../../support/json.ts";
import { duplicate, forbidden, invalid, notFound, notSupported, required } from "../field-errors.ts";
import { objectsOf, textOf } from "../json-values.ts";
import { isDns1123Label } from "../names.ts";
import { isEmpty } from "./numbers.ts";
import { parseQuantity } from "../../../kubernetes/quantity.ts";

const HOST_PATH_TYPES = [
  "",
  "BlockDevice",
  "CharDevice",
  "Directory",
  "DirectoryOrCreate",
  "File",
  "FileOrCreate",
  "Socket",
];
const PROPAGATIONS = ["Bidirectional", "HostToContainer", "None"];
const LARGEST_MODE = 0o777;

/** Mistakes of volumes, and the names that containers may mount: a volume with a mistake has none. */
export function validateVolumes(volumes: unknown, path: string): { errors: FieldError[]; names: ReadonlySet<string> } {
  const names = new Set<string>();
  const errors = objectsOf(volumes).flatMap(([volume, index]) => {
    const field = `${path}[${index}]`;
    const name = textOf(volume["name"]);
    const mistakes = [...validateSource(volume, field), ...validateName(name, `${field}.name`)];
    if (names.has(name)) mistakes.push(duplicate(`${field}.name`, name));
    if (mistakes.length === 0) names.add(name);
    return mistakes;
  });
  return { errors, names };
}

function validateName(name: string, field: string): FieldError[] {
  return name === "" ? [required(field)] : isDns1123Label(name).map(text => invalid(field, name, text));
}

function validateSource(volume: JsonObject, path: string): FieldError[] {
  const given = Object.keys(volume).filter(key => key !== "name" && isObject(volume[key]));
  const [first, ...others] = given;
  if (first === undefined) return [required(path, "must specify a volume type")];
  return [
    ...validateOne(first, objectAt(volume[first]), `${path}.${first}`),
    ...others.map(name => forbidden(`${path}.${name}`, "may not specify more than 1 volume type")),
  ];
}

function validateOne(kind: string, source: JsonObject, path: string): FieldError[] {
  switch (kind) {
    case "emptyDir":
      return validateSize(source["sizeLimit"], `${path}.sizeLimit`);
    case "secret":
      return [...present(source, "secretName", path), ...validateFiles(source, path)];
    case "configMap":
      return [...present(source, "name", path), ...validateFiles(source, path)];
    case "persistentVolumeClaim":
      return present(source, "claimName", path);
    case "hostPath":
      return validateHostPath(source, path);
    case "nfs":
      return validateNfs(source, path);
    default:
      return [];
  }
}

function present(source: JsonObject, name: string, path: string): FieldError[] {
  return isEmpty(source[name]) ? [required(`${path}.${name}`)] : [];
}

function validateSize(size: unknown, field: string): FieldError[] {
  const quantity = parseQuantity(size);
  return quantity !== undefined && quantity.nanos < 0n
    ? [forbidden(field, "SizeLimit field must be a valid resource quantity")]
    : [];
}

function validateFiles(source: JsonObject, path: string): FieldError[] {
  return [
    ...validateMode(source["defaultMode"], `${path}.defaultMode`),
    ...objectsOf(source["items"]).flatMap(([item, index]) => {
      const field = `${path}.items[${index}]`;
      return [
        ...present(item, "key", field),
        ...present(item, "path", field),
        ...validateInsidePath(textOf(item["path"]), `${field}.path`),
        ...validateMode(item["mode"], `${field}.mode`),
      ];
    }),
  ];
}

function validateMode(mode: unknown, field: string): FieldError[] {
  const isWrong = typeof mode === "number" && (mode < 0 || mode > LARGEST_MODE);
  return isWrong ? [invalid(field, mode, "must be a number between 0 and 0777 (octal), both inclusive")] : [];
}

function validateHostPath(source: JsonObject, path: string): FieldError[] {
  const hostPath = textOf(source["path"]);
  if (hostPath === "") return [required(`${path}.path`)];
  const type = textOf(source["type"]);
  return [
    ...withoutParents(hostPath, `${path}.path`),
    ...(HOST_PATH_TYPES.includes(type) ? [] : [notSupported(`${path}.type`, type, HOST_PATH_TYPES)]),
  ];
}

function validateNfs(source: JsonObject, path: string): FieldError[] {
  const folder = textOf(source["path"]);
  return [
    ...present(source, "server", path),
    ...present(source, "path", path),
    ...(folder.startsWith("/") ? [] : [invalid(`${path}.path`, folder, "must be an absolute path")]),
  ];
}

/** A path below a folder: not absolute, and never upwards. */
function validateInsidePath(inside: string, field: string): FieldError[] {
  return [
    ...(inside.startsWith("/") ? [invalid(field, inside, "must be a relative path")] : []),
    ...withoutParents(inside, field),
  ];
}

function withoutParents(folder: string, field: string): FieldError[] {
  return folder.split("/").includes("..") ? [invalid(field, folder, "must not contain '..'")] : [];
}

/** Mistakes of what a container mounts. Kubernetes leaves the index out of some paths. */
export function validateMounts(container: JsonObject, volumes: ReadonlySet<string>, path: string): FieldError[] {
  const taken = new Set<string>();
  const isPrivileged = objectAt(container, "securityContext")["privileged"] === true;
  return objectsOf(container["volumeMounts"]).flatMap(([mount, index]) => {
    const field = `${path}[${index}]`;
    const name = textOf(mount["name"]);
    const mountPath = textOf(mount["mountPath"]);
    const isTaken = taken.has(mountPath);
    taken.add(mountPath);
    return [
      ...(name === "" ? [required(`${field}.name`)] : []),
      ...(volumes.has(name) ? [] : [notFound(`${field}.name`, name)]),
      ...(mountPath === "" ? [required(`${field}.mountPath`)] : []),
      ...(isTaken ? [invalid(`${field}.mountPath`, mountPath, "must be unique")] : []),
      ...validateInsidePath(textOf(mount["subPath"]), `${path}.subPath`),
      ...validateExpression(mount, field, path),
      ...validatePropagation(mount["mountPropagation"], isPrivileged, `${path}.mountPropagation`),
    ];
  });
}

function validateExpression(mount: JsonObject, field: string, path: string): FieldError[] {
  const { subPath, subPathExpr } = mount;
  if (isEmpty(subPathExpr)) return [];
  if (!isEmpty(subPath)) {
    return [invalid(`${field}.subPathExpr`, subPathExpr, "subPathExpr and subPath are mutually exclusive")];
  }
  return validateInsidePath(textOf(subPathExpr), `${path}.subPathExpr`);
}

function validatePropagation(value: unknown, isPrivileged: boolean, field: string): FieldError[] {
  if (isEmpty(value)) return [];
  if (!PROPAGATIONS.includes(textOf(value))) return [notSupported(field, value, PROPAGATIONS)];
  return value === "Bidirectional" && !isPrivileged
    ? [forbidden(field, "Bidirectional mount propagation is available only to privileged containers")]
    : [];
}
