// Says which `test` of a refused JSON patch does not hold. The API server does not: it answers 422 with the same words for
// every patch that cannot be carried out.
import { isDeepStrictEqual } from "node:util";
import * as l10n from "@vscode/l10n";
import { kubeError } from "../errors/make-error.ts";
import type { Transport } from "../http/transport.ts";
import { isKubeError, type KubeError } from "../kube-error.ts";
import { isRecord } from "../json.ts";
import type { ObjectRef } from "../objects.ts";
import type { JsonPatchOperation } from "../port.ts";
import { objectWords } from "./paths.ts";
import { getObject } from "./read.ts";

/** Measured on 1.20.2; newer API servers have the same text in their sources. */
const NO_REASON_GIVEN = "the server rejected our request due to an error in our request";

/**
 * Reads the object and holds the patch's first tests (those before any change) against it. `undefined` where the refusal has
 * another cause, or where the object has changed back since.
 */
export async function failedTest(
  transport: Transport,
  ref: ObjectRef,
  operations: readonly JsonPatchOperation[],
  refusal: unknown,
  signal: AbortSignal | undefined,
): Promise<KubeError | undefined> {
  if (!isKubeError(refusal) || refusal.status?.message !== NO_REASON_GIVEN) return undefined;
  const firstChange = operations.findIndex(operation => operation.op !== "test");
  const tests = operations
    .slice(0, firstChange === -1 ? undefined : firstChange)
    .flatMap(one => (one.op === "test" ? [{ path: one.path, value: one.value }] : []));
  if (tests.length === 0) return undefined;
  const object = await getObject(transport, ref, { signal });
  const failed = tests.find(test => !isDeepStrictEqual(at(object, test.path), test.value));
  if (!failed) return undefined;
  const now = at(object, failed.path);
  const is = now === undefined ? l10n.t("is not there") : l10n.t`is ${JSON.stringify(now)}`;
  return kubeError(
    "conflict",
    l10n.t`Could not change ${objectWords(ref)}: somebody else has changed it (${failed.path} ${is}, not ${JSON.stringify(failed.value)}). Look at what has changed, then try again.`,
    { status: refusal.status, cause: refusal },
  );
}

/** What a JSON pointer (RFC 6901) points at. */
function at(value: unknown, pointer: string): unknown {
  let found = value;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(found)) found = /^\d+$/u.test(key) ? found[Number(key)] : undefined;
    else found = isRecord(found) ? found[key] : undefined;
  }
  return found;
}
