// An OpenAPI v2 document in protobuf, the form that kubectl asks for. Field numbers are those of gnostic's OpenAPIv2.proto.
import type { Schema } from "../schema/schema.ts";
import type { SwaggerDocument, SwaggerOperation } from "./openapi-v2.ts";

/** The media type of the answer; kubectl asks for it with an @, which Go cannot parse in an answer. */
export const OPENAPI_V2_TYPE = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

/** The message `Document`. */
export function swaggerBytes({ swagger, info, paths, definitions }: SwaggerDocument): Buffer {
  const pathBytes = Object.entries(paths).map(([path, { patch }]) =>
    message(2, text(1, path), message(2, message(8, ...operation(patch)))),
  );
  return Buffer.concat([
    text(1, swagger),
    message(2, text(1, info.title), text(2, info.version)),
    message(8, ...pathBytes),
    message(9, ...Object.entries(definitions).map(([name, schema]) => named(1, name, schema))),
  ]);
}

/** `Operation`: each parameter is a ParametersItem → Parameter → NonBodyParameter → QueryParameterSubSchema. */
function operation(given: SwaggerOperation): Buffer[] {
  return [
    text(5, given.operationId),
    ...given.parameters.map(parameter =>
      message(
        8,
        message(1, message(2, message(3, text(2, parameter.in), text(4, parameter.name), text(6, parameter.type)))),
      ),
    ),
    ...Object.entries(given.responses).map(([code, { description }]) =>
      message(9, message(1, text(1, code), message(2, message(1, text(1, description))))),
    ),
    ...extensions(13, given),
  ];
}

/** `NamedSchema`. */
function named(field: number, name: string, schema: Schema): Buffer {
  return message(field, text(1, name), message(2, ...schemaFields(schema)));
}

function schemaFields(schema: Schema): Buffer[] {
  const { $ref, format, description, required, additionalProperties, type, items, properties } = schema;
  const names: readonly unknown[] = Array.isArray(required) ? required : [];
  return [
    ...($ref === undefined ? [] : [text(1, $ref)]),
    ...(format === undefined ? [] : [text(2, format)]),
    ...(description === undefined ? [] : [text(4, description)]),
    ...names.map(name => text(19, String(name))),
    ...(typeof additionalProperties === "object"
      ? [message(21, message(1, ...schemaFields(additionalProperties)))]
      : []),
    ...(type === undefined ? [] : [message(22, text(1, type))]),
    ...(items ? [message(23, message(1, ...schemaFields(items)))] : []),
    ...(properties ? [message(25, ...Object.entries(properties).map(([name, field]) => named(1, name, field)))] : []),
    ...extensions(31, schema),
  ];
}

/** `NamedAny`, whose value is YAML; JSON is some. */
function extensions(field: number, values: object): Buffer[] {
  return Object.entries(values)
    .filter(([name]) => name.startsWith("x-"))
    .map(([name, value]) => message(field, text(1, name), message(2, text(2, `${JSON.stringify(value)}\n`))));
}

function text(field: number, value: string): Buffer {
  return message(field, Buffer.from(value));
}

/** A field with a length: a text or a nested message. */
function message(field: number, ...content: readonly Buffer[]): Buffer {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([varint((field << 3) | 2), varint(length), ...content]);
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
