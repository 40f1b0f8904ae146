// Where rclone finds the options of a remote: the address itself, the remote's variables, the backend's variables (seldon-facts §4 "Env keys").
import type { StoreEnvironment } from "./environment.ts";
import type { RclonePath } from "./rclone-path.ts";
import { reveal } from "./secret-value.ts";
import { failing, type FailingPlan } from "./store-plan.ts";

export interface RemoteOptions {
  readonly remote: string;
  /** rclone's backend, such as `s3`. */
  readonly type: string;
  /** The value by an option's name in lower case; `undefined` where nothing sets it, which is not the same as empty. */
  get(option: string): string | undefined;
  /** The variable that sets it, or would. */
  variable(option: string): string;
}

/** What the initializer's image sets: the public remote `gs` (seldon-facts §4 "Image content"). */
const IMAGE: ReadonlyMap<string, string> = new Map([
  ["RCLONE_CONFIG_GS_TYPE", "google cloud storage"],
  ["RCLONE_CONFIG_GS_ANONYMOUS", "true"],
]);

/** Schemes of MLflow, Hadoop and the web, which people take for addresses that anything can open (S06). */
const FOREIGN = /^(?:models|runs|mlflow-artifacts|dbfs|file|https?|hdfs|oci|hf|wasbs?|abfss?|az)$/i;

/** @param path one with a remote */
export function remoteOptions(
  path: RclonePath & { readonly remote: string },
  env: StoreEnvironment,
): RemoteOptions | FailingPlan {
  const { remote, isOnTheFly } = path;
  const ofRemote = (option: string): string => `RCLONE_CONFIG_${remote.toUpperCase()}_${option.toUpperCase()}`;
  const lookUp = (name: string): string | undefined => {
    const value = env.get(name);
    return value === undefined ? IMAGE.get(name) : reveal(value);
  };
  const type = isOnTheFly ? remote : lookUp(ofRemote("type"));
  if (type === undefined) {
    return failing(FOREIGN.test(remote) ? "S06" : "S03", "didn't find section in config file", ofRemote("type"));
  }
  const ofBackend = (option: string): string => `RCLONE_${type.toUpperCase()}_${option.toUpperCase()}`;
  return {
    remote,
    type,
    variable: isOnTheFly ? ofBackend : ofRemote,
    get: option =>
      path.options.get(option) ?? (isOnTheFly ? undefined : lookUp(ofRemote(option))) ?? lookUp(ofBackend(option)),
  };
}
