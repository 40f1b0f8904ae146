// Which keys rclone signs with: the remote's own, AWS' variables where env_auth allows them, or none ([ran] on 1.60).
import * as l10n from "@vscode/l10n";
import type { StoreEnvironment } from "./environment.ts";
import { readBoolean } from "./option-types.ts";
import type { RemoteOptions } from "./remote-options.ts";
import { reveal, secretValue } from "./secret-value.ts";
import { failing, type FailingPlan, type StoreCredentials, type UnsupportedPlan } from "./store-plan.ts";

/** @returns `undefined` for anonymous requests */
export function chooseCredentials(
  options: RemoteOptions,
  env: StoreEnvironment,
): StoreCredentials | FailingPlan | UnsupportedPlan | undefined {
  const id = options.get("access_key_id") ?? "";
  const secret = options.get("secret_access_key") ?? "";
  const isFromEnvironment = readBoolean(options.get("env_auth") ?? "") === true;
  if (id !== "" && secret !== "") return checked(options, id, secret, options.get("session_token") ?? "");
  if (isFromEnvironment) return fromEnvironment(env);
  if (id === "" && secret === "") return undefined;
  return id === ""
    ? failing("F12", "access_key_id not found", options.variable("access_key_id"))
    : failing("F12", "secret_access_key not found", options.variable("secret_access_key"));
}

/** A line break in the id ends the header that it stands in; one in the secret only makes another signature (F29 [ran]). */
function checked(options: RemoteOptions, id: string, secret: string, token: string): StoreCredentials | FailingPlan {
  if (/[\n\r]/.test(id)) {
    return failing(
      "F29",
      `net/http: invalid header field value for "Authorization"`,
      options.variable("access_key_id"),
    );
  }
  if (/[\n\r]/.test(token)) {
    const words = `net/http: invalid header field value for "X-Amz-Security-Token"`;
    return failing("F29", words, options.variable("session_token"));
  }
  return credentials(id, secret, token);
}

/** AWS' chain: its variables, then files and roles that only the pod has. */
function fromEnvironment(env: StoreEnvironment): StoreCredentials | UnsupportedPlan {
  const read = (...names: readonly string[]): string => {
    const values = names.map(name => env.get(name)).filter(value => value !== undefined);
    return values.map(reveal).find(text => text !== "") ?? "";
  };
  const id = read("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY");
  const secret = read("AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY");
  return id !== "" && secret !== ""
    ? credentials(id, secret, read("AWS_SESSION_TOKEN"))
    : { kind: "unsupported", store: "role", reason: ROLE };
}

function credentials(id: string, secret: string, token: string): StoreCredentials {
  return {
    accessKeyId: secretValue(id),
    secretAccessKey: secretValue(secret),
    ...(token !== "" && { sessionToken: secretValue(token) }),
  };
}

const ROLE = l10n.t("The pod's own role opens this store (ENV_AUTH without keys), which cannot be tried from here.");
