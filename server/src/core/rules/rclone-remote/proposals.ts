// What is offered for a remote that the Secret does not define: to complete the Secret, to name one, or to switch remotes.
import * as l10n from "@vscode/l10n";
import type { WorkspaceResource } from "../../../../../schemas/src/index.ts";
import { fix, suggestion, type FixProposal, type Sibling } from "../../lint/rule.ts";
import {
  CUSTOMARY_STORE_SECRET,
  isFilledLater,
  isTemplated,
  mayShareNamespace,
  RCLONE_BACKENDS,
  remoteVariable,
  secretEntries,
  type ModelSource,
} from "../../model/index.ts";
import { setValue, type YamlDocument } from "../../yaml/index.ts";
import { credentialProblem, typeOf, type SeenSecret } from "./remote-settings.ts";
import { completeRemote, namesItsStore, renameAwsKeys, shareAwsKeys, type SecretEdits } from "./secret-edits.ts";

type Proposals = readonly (FixProposal | undefined)[];

/** Names a Secret of the file that fits, else one of another file. Only of a single one that defines the remote is there no doubt. */
export function nameSecret(
  document: YamlDocument,
  source: ModelSource,
  remote: string,
  secrets: readonly Sibling[],
  elsewhere: readonly WorkspaceResource[],
): Proposals {
  const { namespace } = source.predictor.deployment;
  const near = secrets.filter(
    ({ resource, document: { problems } }) =>
      problems.length === 0 && mayShareNamespace(resource.at.at("metadata", "namespace").string(), namespace),
  );
  const elsewhereDefining = elsewhere.filter(
    secret =>
      mayShareNamespace(secret.namespace, namespace) &&
      !isTemplated(secret.name) &&
      secret.remotes?.some(defined => defined.name === remote.toLowerCase()),
  );
  const defining = near.filter(secret => hasKey(secret, remoteVariable(remote, "TYPE")));
  const convertible = near.filter(secret => hasKey(secret, "AWS_ACCESS_KEY_ID") && !isFilledLater(secret.resource));
  const names =
    [
      namesOf(defining),
      namesOf(convertible),
      [...new Set(elsewhereDefining.map(({ name }) => name))],
      [CUSTOMARY_STORE_SECRET],
    ].find(found => found.length > 0) ?? [];
  const isSure = defining.length === 1 && defining.every(secret => hasWholePair(secret, remote));
  return names.map(name => {
    const edits = setValue(document, source.at.key("envSecretRefName"), name, { after: "modelUri" });
    const isHere = secrets.some(({ resource }) => resource.at.at("metadata", "name").string() === name);
    const file = isHere ? undefined : elsewhereDefining.find(secret => secret.name === name)?.file;
    const place = file === undefined ? "" : l10n.t` of ${file}`;
    return (isSure ? fix : suggestion)(l10n.t`Name the Secret ${name}${place} under envSecretRefName`, edits);
  });
}

function hasKey({ resource }: Sibling, key: string): boolean {
  return secretEntries(resource).some(entry => entry.key === key);
}

/** A key without a value is as good as none to rclone (S35). */
function hasWholePair({ resource }: Sibling, remote: string): boolean {
  const [id, key] = ["ACCESS_KEY_ID", "SECRET_ACCESS_KEY"].map(option =>
    secretEntries(resource).some(entry => entry.key === remoteVariable(remote, option) && entry.value !== ""),
  );
  return id === key;
}

function namesOf(secrets: readonly Sibling[]): readonly string[] {
  const names = secrets.map(({ resource }) => resource.at.at("metadata", "name").string());
  return [...new Set(names.flatMap(name => (name === undefined || isTemplated(name) ? [] : name)))];
}

/** Raises the case of the remote's keys and adds its TYPE. */
export function completeSecret(secret: SeenSecret, remote: string, title: string): FixProposal | undefined {
  return propose(title, completeRemote(secret, remote), isWhole(secret, remote));
}

/** With half a key pair the result still cannot work, so the edit is not one to make in bulk. */
function isWhole(secret: SeenSecret, remote: string): boolean {
  const problem = credentialProblem(secret, remote);
  return problem === undefined || problem === "anonymous";
}

function propose(title: string, edits: SecretEdits | undefined, isSafe: boolean): FixProposal | undefined {
  return edits && (isSafe ? fix : suggestion)(title, edits.edits, edits.distance);
}

/** Renaming breaks whatever else reads the Secret, so the fix leaves the old keys and only the suggestion takes them. */
export function convertSecret(secret: SeenSecret, remote: string): Proposals {
  const target = remoteVariable(remote, "*");
  const isPair = secret.keys.has("AWS_ACCESS_KEY_ID") && secret.keys.has("AWS_SECRET_ACCESS_KEY");
  const isSure = isPair && namesItsStore(secret);
  const shareTitle = l10n.t`Add ${target} keys to the Secret ${secret.name} that share the values of its AWS keys`;
  const renameTitle = l10n.t`Rename the AWS keys of the Secret ${secret.name} to ${target}, if only Seldon reads them`;
  return [
    propose(isSure ? shareTitle : l10n.t`${shareTitle}, for a store of Amazon's`, shareAwsKeys(secret, remote), isSure),
    propose(renameTitle, renameAwsKeys(secret, remote), false),
  ];
}

/** The same for a Secret of another file: a person has to say whether it is the right one. */
export function writeRemote(
  document: YamlDocument,
  source: ModelSource,
  remote: string,
  other: string,
): FixProposal | undefined {
  const uri = other + source.text.slice(remote.length);
  return suggestion(l10n.t`Write the URI with the remote that is defined: ${uri}`, setValue(document, source.uri, uri));
}

/** Writes the URI with a remote of the Secret that leads to the same kind of store. Among several the author chooses. */
export function switchRemote(
  document: YamlDocument,
  source: ModelSource,
  remote: string,
  secret: SeenSecret,
  others: readonly string[],
): Proposals {
  const wanted = RCLONE_BACKENDS.get(remote.toLowerCase());
  const fitting = others.filter(other => wanted === undefined || typeOf(secret, other) === wanted);
  return fitting.map(other => {
    const uri = other + source.text.slice(remote.length);
    const isSure = others.length === 1 && wanted !== undefined && isWhole(secret, other);
    const edits = setValue(document, source.uri, uri);
    return (isSure ? fix : suggestion)(l10n.t`Write the URI with the remote that is defined: ${uri}`, edits);
  });
}
