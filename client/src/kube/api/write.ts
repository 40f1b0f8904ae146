// Writing objects. Every write is one request, never repeated by itself.
import * as l10n from "@vscode/l10n";
import type { ApplyOptions, DeleteOptions, JsonPatchOperation, WriteOptions, WriteResult } from "../port.ts";
import { kubeError } from "../errors/make-error.ts";
import type { HttpAnswer, HttpCall, Transport } from "../http/transport.ts";
import { apiVersionOf, parseJson, valueAt } from "../json.ts";
import type { KubeObject, ObjectRef, ResourceType } from "../objects.ts";
import { failedTest } from "./failed-test.ts";
import { collectionPath, collectionWords, objectPath, objectWords, withQuery } from "./paths.ts";
import { objectIn } from "./read.ts";

/** As whom changes are signed in `managedFields` (design §6). */
export const FIELD_MANAGER = "seldon-deployments";

export async function createObject<T extends KubeObject>(
  transport: Transport,
  type: ResourceType<T>,
  object: T,
  options: WriteOptions = {},
): Promise<WriteResult<T>> {
  const { namespace } = object.metadata;
  const what = l10n.t`create ${type.kind} "${object.metadata.name}" in ${collectionWords(type, namespace)}`;
  const path = withQuery(collectionPath(type, namespace), writeQuery(options));
  return write(transport, type, { method: "POST", path, what, ...json("application/json", object) }, options);
}

export async function applyObject<T extends KubeObject>(
  transport: Transport,
  type: ResourceType<T>,
  object: T,
  options: ApplyOptions = {},
): Promise<WriteResult<T>> {
  const { name, namespace } = object.metadata;
  const ref = { type, name, ...(namespace === undefined ? {} : { namespace }) };
  const path = withQuery(objectPath(ref), { ...writeQuery(options), force: options.isForced });
  const whole = { ...object, apiVersion: apiVersionOf(type), kind: type.kind };
  const call = { path, what: l10n.t`apply ${objectWords(ref)}`, ...json("application/apply-patch+yaml", whole) };
  return write(transport, type, { method: "PATCH", ...call }, options);
}

export async function jsonPatchObject<T extends KubeObject>(
  transport: Transport,
  ref: ObjectRef<T>,
  operations: readonly JsonPatchOperation[],
  options: WriteOptions = {},
): Promise<WriteResult<T>> {
  const what = l10n.t`change ${objectWords(ref)}`;
  const path = withQuery(objectPath(ref), writeQuery(options));
  const call: HttpCall = { method: "PATCH", path, what, ...json("application/json-patch+json", operations) };
  try {
    return await write(transport, ref.type, call, options);
  } catch (error) {
    throw (await failedTest(transport, ref, operations, error, options.signal)) ?? error;
  }
}

export async function mergePatchObject<T extends KubeObject>(
  transport: Transport,
  ref: ObjectRef<T>,
  patch: object,
  options: WriteOptions = {},
): Promise<WriteResult<T>> {
  const path = withQuery(objectPath(ref), writeQuery(options));
  const call = { path, what: l10n.t`change ${objectWords(ref)}`, ...json("application/merge-patch+json", patch) };
  return write(transport, ref.type, { method: "PATCH", ...call }, options);
}

export async function scaleObject(
  transport: Transport,
  ref: ObjectRef,
  replicas: number,
  options: WriteOptions = {},
): Promise<number> {
  const what = l10n.t`scale ${objectWords(ref)} to ${replicas}`;
  const path = withQuery(objectPath(ref, "scale"), writeQuery(options));
  const body = json("application/merge-patch+json", { spec: { replicas } });
  const answer = await transport.send({ method: "PATCH", path, what, isWrite: true, ...body, signal: options.signal });
  const now = valueAt(parseJson(answer.body), "spec", "replicas");
  // The server leaves zero out.
  if (now === undefined || typeof now === "number") return now ?? 0;
  throw kubeError("bad-response", l10n.t`Could not ${what}: the answer names no number of replicas.`);
}

export async function deleteObject(transport: Transport, ref: ObjectRef, options: DeleteOptions = {}): Promise<void> {
  const body = json("application/json", {
    kind: "DeleteOptions",
    apiVersion: "v1",
    propagationPolicy: options.propagation,
    gracePeriodSeconds: options.gracePeriodSeconds,
    preconditions: options.uid === undefined ? undefined : { uid: options.uid },
    dryRun: options.isDryRun === true ? ["All"] : undefined,
  });
  const what = l10n.t`delete ${objectWords(ref)}`;
  await transport.send({
    method: "DELETE",
    path: objectPath(ref),
    what,
    isWrite: true,
    ...body,
    signal: options.signal,
  });
}

async function write<T extends KubeObject>(
  transport: Transport,
  type: ResourceType<T>,
  call: HttpCall,
  options: WriteOptions,
): Promise<WriteResult<T>> {
  const answer = await transport.send({ ...call, isWrite: options.isDryRun !== true, signal: options.signal });
  return { object: objectIn(answer, type, call.what), warnings: warningsOf(answer) };
}

function writeQuery(options: WriteOptions): Record<string, string | undefined> {
  return {
    fieldManager: FIELD_MANAGER,
    dryRun: options.isDryRun === true ? "All" : undefined,
    fieldValidation: options.fieldValidation,
  };
}

function json(type: string, value: unknown): { body: { type: string; text: string } } {
  return { body: { type, text: JSON.stringify(value) } };
}

/** Headers `Warning: 299 - "text"`, each with a text of its own (RFC 9110). */
function warningsOf({ message }: HttpAnswer): string[] {
  const headers = message.headersDistinct["warning"] ?? [];
  return headers.flatMap(header =>
    [...header.matchAll(/\b299 \S+ "((?:[^"\\]|\\.)*)"/gu)].map(([, text = ""]) => text.replace(/\\(.)/gu, "$1")),
  );
}
