// OpenAPI v2 in protobuf, the only form that kubectl reads: nothing but the proof that patches take `dryRun` and `fieldValidation`.
// Field numbers are those of gnostic's OpenAPIv2.proto.
import type { Resource } from "../resource.ts";

/** The media type of the answer; kubectl asks for it with an @, which Go cannot parse in an answer. */
export const OPENAPI_V2_TYPE = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

/** The whole document. */
export function openApiV2Document(resources: readonly Resource[]): Buffer {
  const patchable = resources.filter(resource => resource.verbs.includes("patch"));
  const info = Buffer.concat([text(1, "Kubernetes"), text(2, "v1.27.16")]);
  const paths = Buffer.concat(patchable.map(resource => message(2, namedPath(resource))));
  return Buffer.concat([text(1, "2.0"), message(2, info), message(8, paths)]);
}

function namedPath(resource: Resource): Buffer {
  const { group, version, plural, isNamespaced } = resource;
  const root = group === "" ? `/api/${version}` : `/apis/${group}/${version}`;
  const path = `${root}${isNamespaced ? "/namespaces/{namespace}" : ""}/${plural}/{name}`;
  return Buffer.concat([text(1, path), message(2, message(8, patchOperation(resource)))]);
}

function patchOperation({ group, version, kind }: Resource): Buffer {
  const names = ["dryRun", "fieldManager", "fieldValidation"];
  const extension = `- group: "${group}"\n  kind: ${kind}\n  version: ${version}\n`;
  return Buffer.concat([
    ...names.map(name => message(8, queryParameter(name))),
    message(13, Buffer.concat([text(1, "x-kubernetes-group-version-kind"), message(2, text(2, extension))])),
  ]);
}

/** ParametersItem → Parameter → NonBodyParameter → QueryParameterSubSchema. */
function queryParameter(name: string): Buffer {
  const query = Buffer.concat([text(2, "query"), text(4, name), text(6, "string")]);
  return message(1, message(2, message(3, query)));
}

function text(field: number, value: string): Buffer {
  return message(field, Buffer.from(value));
}

/** A field with a length: a text or a nested message. */
function message(field: number, content: Buffer): Buffer {
  return Buffer.concat([varint((field << 3) | 2), varint(content.length), content]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}
