// Reading objects: one, or lists page by page.
import * as l10n from "@vscode/l10n";
import type { GetOptions, ListOptions, ObjectList } from "../port.ts";
import { kubeError } from "../errors/make-error.ts";
import type { HttpAnswer, Transport } from "../http/transport.ts";
import { isKubeError } from "../kube-error.ts";
import { isObjectOf, parseJson, stringAt, valueAt } from "../json.ts";
import type { KubeObject, ObjectRef, ResourceType } from "../objects.ts";
import { createListReader } from "./list-reader.ts";
import { collectionPath, collectionWords, objectPath, objectWords, withQuery } from "./paths.ts";

/** Objects in a page when the caller wants the whole list: more are garbage that lives too long to be cleared away at once. */
const PAGE = 200;

/** What API servers since 1.15 cut an object down to its metadata for. */
const METADATA_ONLY = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

export async function getObject<T extends KubeObject>(
  transport: Transport,
  ref: ObjectRef<T>,
  { signal, isMetadataOnly = false }: GetOptions = {},
): Promise<T> {
  const what = l10n.t`read ${objectWords(ref)}`;
  const call = { method: "GET", path: objectPath(ref), what, signal } as const;
  if (!isMetadataOnly) return objectIn(await transport.send(call), ref.type, what);
  const { metadata } = objectIn(await transport.send({ ...call, accept: METADATA_ONLY }), ref.type, what);
  const { annotations: _, ...rest } = metadata;
  // A server that knows no such answer may have sent the object as a whole.
  const bare: unknown = { metadata: rest };
  if (isObjectOf(bare, ref.type)) return bare;
  throw makesNoSense(what);
}

/** One page where `limit` or `continue` is given; otherwise all pages as one list. */
export async function listObjects<T extends KubeObject>(
  transport: Transport,
  type: ResourceType<T>,
  options: ListOptions = {},
): Promise<ObjectList<T>> {
  const same = (object: T): T => object;
  if (options.limit !== undefined || options.continue !== undefined) return page(transport, type, options, same);
  const items: T[] = [];
  const resourceVersion = await listPages(transport, type, options, same, (some, isFirst) => {
    if (isFirst) items.length = 0;
    items.push(...some);
  });
  return { items, resourceVersion };
}

/** Told of the items of a page; with `isFirst` the list has begun anew. */
type OnPage<T> = (items: readonly T[], isFirst: boolean) => void;

/**
 * The whole list, page by page.
 * @param small makes each object smaller as soon as it is there: all pages together may not fit into memory
 * @returns the list's resourceVersion
 */
export async function listPages<T extends KubeObject>(
  transport: Transport,
  type: ResourceType<T>,
  options: Pick<ListOptions, "namespace" | "labelSelector" | "fieldSelector" | "signal">,
  small: (object: T) => T,
  onPage: OnPage<T>,
): Promise<string> {
  try {
    return await allPages(transport, type, options, small, onPage);
  } catch (error) {
    // The snapshot that pages are cut from is forgotten after some minutes; the list in one piece needs none.
    if (!isKubeError(error) || error.reason !== "gone") throw error;
    const { items, resourceVersion } = await page(transport, type, options, small);
    onPage(items, true);
    return resourceVersion;
  }
}

async function allPages<T extends KubeObject>(
  transport: Transport,
  type: ResourceType<T>,
  options: ListOptions,
  small: (object: T) => T,
  onPage: OnPage<T>,
): Promise<string> {
  let next: string | undefined;
  for (;;) {
    const one = await page(transport, type, { ...options, limit: PAGE, continue: next }, small);
    onPage(one.items, next === undefined);
    next = one.continue;
    if (next === undefined) return one.resourceVersion;
  }
}

async function page<T extends KubeObject>(
  transport: Transport,
  type: ResourceType<T>,
  options: ListOptions,
  small: (object: T) => T,
): Promise<ObjectList<T>> {
  const what = l10n.t`list ${collectionWords(type, options.namespace)}`;
  const path = withQuery(collectionPath(type, options.namespace), {
    labelSelector: options.labelSelector,
    fieldSelector: options.fieldSelector,
    limit: options.limit,
    continue: options.continue,
  });
  const items: T[] = [];
  const reader = createListReader(item => {
    if (isObjectOf(item, type)) items.push(small(item));
  });
  const receive = (piece: Uint8Array): void => reader.push(piece);
  await transport.send({ method: "GET", path, what, signal: options.signal, receive });
  const list = reader.end();
  const resourceVersion = stringAt(valueAt(list, "metadata"), "resourceVersion");
  if (resourceVersion === undefined) throw makesNoSense(what);
  const next = stringAt(valueAt(list, "metadata"), "continue");
  return { items, resourceVersion, ...(next === undefined ? {} : { continue: next }) };
}

/** The object in an answer. */
export function objectIn<T extends KubeObject>(answer: HttpAnswer, type: ResourceType<T>, what: string): T {
  const value = parseJson(answer.body);
  if (isObjectOf(value, type)) return value;
  throw makesNoSense(what);
}

function makesNoSense(what: string): Error {
  return kubeError(
    "bad-response",
    l10n.t`Could not ${what}: the answer is no Kubernetes object. Check the address in the kubeconfig.`,
  );
}
