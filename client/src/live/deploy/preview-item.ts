// What applying an object would do: asked of the API server and its webhooks by a dry run, next to what is there now.
import { conflictsOf, isSame, isUnchanged, meaningOf, type FieldConflict } from "../../domain/deploy/index.ts";
import { isKubeError, type ClusterSession, type KubeError, type KubeObject } from "../../kube/port.ts";
import { refOf, type DeployItem } from "./deploy-item.ts";

export interface PreviewOptions {
  /** Takes over what other field managers own: the user was asked. */
  readonly isForced?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Judged by the API server; nothing was kept. */
export interface ReadyPreview {
  readonly kind: "ready";
  readonly item: DeployItem;
  /** Undefined where there is no such object yet. */
  readonly live: KubeObject | undefined;
  /** What the API server would make of it. */
  readonly result: KubeObject;
  readonly isUnchanged: boolean;
  /** Whether fields are taken over from another manager. */
  readonly isForced: boolean;
  readonly warnings: readonly string[];
}

export type ItemPreview =
  | ReadyPreview
  /** The API server or a webhook will not have it. */
  | { readonly kind: "refused"; readonly item: DeployItem; readonly error: KubeError }
  /** Others own fields that it would change. */
  | {
      readonly kind: "conflict";
      readonly item: DeployItem;
      readonly live: KubeObject | undefined;
      readonly error: KubeError;
      readonly conflicts: readonly FieldConflict[];
    };

/**
 * Asks for the dry run of one object. What we ourselves wrote by another way (a canary's traffic, a number of replicas) is
 * taken over without a question.
 * @throws KubeError where the API server did not come to a judgement
 */
export async function previewItem(
  session: ClusterSession,
  item: DeployItem,
  options: PreviewOptions = {},
): Promise<ItemPreview> {
  const { signal, isForced = false } = options;
  const live = await liveObject(session, item, signal);
  try {
    const { object: result, warnings } = await session.apply(item.type, item.object, {
      isDryRun: true,
      fieldValidation: "Strict",
      isForced,
      signal,
    });
    return { kind: "ready", item, live, result, isUnchanged: isUnchanged(live, result), isForced, warnings };
  } catch (error) {
    if (!isKubeError(error)) throw error;
    if (isRefusal(error)) return { kind: "refused", item, error };
    const conflicts = isForced ? [] : conflictsOf(error.status ?? {}, live ?? {}, item.object);
    if (conflicts.length === 0) throw error;
    if (conflicts.every(({ isOurs }) => isOurs))
      return await previewItem(session, item, { ...options, isForced: true });
    return { kind: "conflict", item, live, error, conflicts };
  }
}

/** For its content, for a webhook that does not answer (F02), or for a namespace that does not exist: each can be explained. */
function isRefusal({ reason, status }: KubeError): boolean {
  const said = status?.message ?? "";
  return reason === "invalid" || said.includes("failed calling webhook") || /^namespaces "[^"]*" not found/.test(said);
}

/** The object as it is; undefined where there is none. */
export async function liveObject(
  session: ClusterSession,
  item: DeployItem,
  signal?: AbortSignal,
): Promise<KubeObject | undefined> {
  try {
    return await session.get(refOf(item), { signal });
  } catch (error) {
    if (isKubeError(error) && error.reason === "not-found") return undefined;
    throw error;
  }
}

/** Whether two previews promise the same change of the same object. */
export function isSamePromise(one: ReadyPreview, other: ReadyPreview): boolean {
  return (
    one.live?.metadata.uid === other.live?.metadata.uid &&
    isSame(one.live && meaningOf(one.live), other.live && meaningOf(other.live)) &&
    isSame(meaningOf(one.result), meaningOf(other.result))
  );
}
