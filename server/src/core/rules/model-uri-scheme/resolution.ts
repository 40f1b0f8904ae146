// What MLflow says of an address in a model URI, and the edits that write it down (S06).
import * as l10n from "@vscode/l10n";
import type { RegistryAddress } from "../../../../../schemas/src/index.ts";
import { fix, suggestion, type FixProposal, type Sibling } from "../../lint/rule.ts";
import {
  fetchableUri,
  isMovingAddress,
  parseModelUri,
  rememberAddress,
  remoteVariable,
  type ModelSource,
  type StoreSecret,
} from "../../model/index.ts";
import { setValue, type YamlDocument } from "../../yaml/index.ts";
import { onlyRemote } from "./only-remote.ts";

interface Asked {
  readonly document: YamlDocument;
  readonly source: ModelSource;
  /** All of the deployment. */
  readonly sources: readonly ModelSource[];
  readonly known: RegistryAddress;
  readonly secret: StoreSecret<Sibling>;
}

export type Resolution =
  | { readonly uri: string; readonly fix: FixProposal | undefined }
  | { readonly message: "notInRegistry" | "keptByMlflow" | "notInStore" };

/** A fix where the Secret may well define the remote; a choice where it stands in this file and does not. */
export function resolution({ document, source, sources, known, secret }: Asked): Resolution {
  const { artifactUri, version } = known;
  if (artifactUri === undefined) return { message: "notInRegistry" };
  const defines = (remote: string): boolean =>
    secret.kind !== "seen" || secret.keys.has(remoteVariable(remote, "TYPE"));
  const uri = fetchableUri(artifactUri, defines("s3") ? "s3" : onlyRemote(secret));
  if (uri === undefined) {
    return { message: artifactUri.startsWith("mlflow-artifacts:") ? "keptByMlflow" : "notInStore" };
  }
  const parsed = parseModelUri(uri);
  const isSure = parsed.kind === "remote" && defines(parsed.remote);
  const moves = isMovingAddress(source.text);
  const replaced = setValue(document, source.uri, uri);
  const remembered = moves ? rememberAddress(document, sources, source, source.text) : [];
  const words = version === undefined ? uri : l10n.t`${uri} (version ${version})`;
  const title = moves ? l10n.t`Replace it by ${words} and remember the alias` : l10n.t`Replace it by ${words}`;
  return { uri, fix: (isSure ? fix : suggestion)(title, replaced && remembered && [...replaced, ...remembered]) };
}
