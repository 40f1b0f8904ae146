// The same judgement of a Secret that stands in another file, of which the names of the keys are all that is known.
import * as l10n from "@vscode/l10n";
import { RCLONE_BACKENDS, remoteVariable } from "../../model/index.ts";
import type { SecretElsewhere } from "../../workspace/index.ts";
import { remoteState } from "./remote-settings.ts";

type ElsewhereProblem =
  /** `problem` goes on where a sentence says "The Secret …". `remotes` are defined in its place. */
  | { readonly kind: "undefined"; readonly problem: string; readonly remotes: readonly string[] }
  | { readonly kind: "halfKeys"; readonly present: string; readonly absent: string; readonly symptom: string };

export function judgeElsewhere(secret: SecretElsewhere, remote: string): ElsewhereProblem | undefined {
  const state = remoteState(secret, remote);
  const type = remoteVariable(remote, "TYPE");
  const problem = (text: string, remotes: readonly string[] = []): ElsewhereProblem => ({
    kind: "undefined",
    problem: text,
    remotes,
  });
  switch (state.kind) {
    case "defined":
      return halfKeys(secret, remote);
    case "wrongCase":
      return problem(l10n.t`has ${state.written}, but rclone reads upper case only and looks for ${type}`);
    case "missingType":
      return problem(
        l10n.t`has settings of the remote "${remote}" but not ${type}, without which rclone knows no such remote`,
      );
    case "awsKeys":
      return problem(l10n.t`has keys for the AWS tools, which rclone does not read, and not ${type}`);
    case "otherRemotes":
      return problem(
        l10n.t`defines ${state.remotes.map(name => `"${name}"`).join(", ")} but not ${type}`,
        state.remotes,
      );
    case "undefined":
      return problem(l10n.t`does not have ${type}`);
  }
}

/** Only of an S3 store are there keys of these names. */
function halfKeys(secret: SecretElsewhere, remote: string): ElsewhereProblem | undefined {
  const defined = secret.remotes.filter(({ name }) => name === remote.toLowerCase());
  const hasId = defined.some(({ hasKeyId }) => hasKeyId);
  const hasKey = defined.some(({ hasSecretKey }) => hasSecretKey);
  if (hasId === hasKey || defined.some(({ usesEnvironment }) => usesEnvironment)) return undefined;
  const id = remoteVariable(remote, "ACCESS_KEY_ID");
  const key = remoteVariable(remote, "SECRET_ACCESS_KEY");
  return hasId
    ? { kind: "halfKeys", present: id, absent: key, symptom: "secret_access_key not found" }
    : { kind: "halfKeys", present: key, absent: id, symptom: "access_key_id not found" };
}

/** True where another remote of the Secret leads to the same kind of store, as far as names tell. */
export function isRightRemote(secret: SecretElsewhere, remote: string, other: string): boolean {
  const wanted = RCLONE_BACKENDS.get(remote.toLowerCase());
  const hasKeys = secret.remotes.some(({ name, hasKeyId }) => name === other && hasKeyId);
  return wanted === undefined || RCLONE_BACKENDS.get(other) === wanted || (wanted === "s3" && hasKeys);
}
